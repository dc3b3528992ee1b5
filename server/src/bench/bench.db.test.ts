// Small runs of what `npm run bench:ledger` does: every task comes to its end and its report, and
// the books that it leaves behind are right.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestPostgres } from '../platform/testing/test-postgres.ts';
import { compare } from './compare/compare.ts';
import { comparisonText } from './compare/report.ts';
import { carryEvents } from './events/events.ts';
import { eventsText } from './events/report.ts';
import { grow } from './growth/growth.ts';
import { growthText } from './growth/report.ts';
import { optionsOf } from './options.ts';
import { openPlace, type Place } from './place.ts';
import { recover } from './recovery/recovery.ts';
import { recoveryText } from './recovery/report.ts';

const SMALL = ['--accounts', '100', '--seconds', '0.1', '--touch-seconds', '1'];

let folder = '';
let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
let place: Place;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sycee-bench-'));
  postgres = await startTestPostgres();
  place = await openPlace(folder, postgres.urlOf('postgres'));
});
afterAll(async () => {
  await place.close();
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

test('a comparison has a line for each design and each way to ask it', async () => {
  const comparison = await compare(place, optionsOf([...SMALL, '--only', 'naive,memory']));
  expect(
    comparison.lines.map(({ traffic, design, clients }) => [traffic, design, clients.size]),
  ).toEqual(
    ['random', 'hot'].flatMap((traffic) => [
      [traffic, 'naive', 1],
      [traffic, 'memory', 2_000],
      [traffic, 'memory', 1],
    ]),
  );
  for (const { saturation, sustainedPerSecond } of comparison.lines) {
    expect(saturation.perSecond).toBeGreaterThanOrEqual(sustainedPerSecond);
    expect(sustainedPerSecond).toBeGreaterThan(0);
  }
  expect(comparisonText(comparison)).toContain('4 x 2 000');
  expect(await findings()).toEqual([]);
}, 180_000);

test('growth is measured at its size, with space and reads', async () => {
  const growth = await grow(place, optionsOf([...SMALL, '--engine', 'sql']), [4_000]);
  const [step] = growth.steps;
  expect(step?.transfers).toBeGreaterThanOrEqual(4_000);
  expect(step?.tables.map(({ table }) => table)).toContain('lines');
  expect(growthText(growth)).toContain('trial balance');
  expect(await findings()).toEqual([]);
}, 180_000);

test('events are all heard, or the rest is told', async () => {
  const events = await carryEvents(place, optionsOf(SMALL));
  for (const { published, heardMeanwhile, catchUp } of events.lines) {
    expect(heardMeanwhile + catchUp.heard + catchUp.left).toBe(published);
  }
  expect(eventsText(events)).toContain('one a transfer');
}, 180_000);

test('a killed server is followed by a new one, and that by a standby', async () => {
  const recovery = await recover(place, optionsOf(SMALL), [4_000]);
  const [one] = recovery.sizes;
  expect(one?.seen).toBe(4_000);
  expect(one?.restart.firstAnswerMs).toBeGreaterThan(0);
  expect(one?.standby.firstAnswerMs).toBeGreaterThan(0);
  expect(recoveryText(recovery)).toContain('4 000, standby');
  expect(await findings()).toEqual([]);
}, 180_000);

async function findings() {
  return (await place.audit()).filter(({ violations }) => violations > 0);
}
