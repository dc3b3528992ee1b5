// The comparison: all designs in turn, round after round, so that a machine that changes its mind
// changes it for all of them.

import type { Options } from '../options.ts';
import { openDatabase, type Place } from '../place.ts';
import { say } from '../say.ts';
import { openCustomers, type Traffic } from '../traffic.ts';
import { designs } from './designs.ts';
import { measure } from './measure.ts';
import type { Comparison, Line } from './report.ts';

const TRAFFICS: readonly Traffic[] = ['random', 'hot'];

/** Measures every chosen design under random and hot traffic. */
export async function compare(place: Place, options: Options): Promise<Comparison> {
  const { accounts, seconds, rounds, only } = options;
  const chosen = designs.filter(({ name }) => only === undefined || only.includes(name));
  const database = openDatabase(place.url, 2);
  const next = await openCustomers(database, accounts);
  await database.close();
  const lines: Line[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const traffic of TRAFFICS) {
      for (const design of chosen) {
        for (const clients of design.askedBy) {
          say(`round ${round}, ${traffic}, ${design.name}, ${clients.clients} x ${clients.size}`);
          const load = { next, traffic, seconds };
          const measured = await measure(place, design, clients, load);
          lines.push({ round, traffic, design: design.name, clients, ...measured });
        }
      }
    }
  }
  return { accounts, seconds, designs: chosen, lines };
}
