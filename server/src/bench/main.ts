// `npm run bench:ledger`: how fast the ledger is on this machine, beside the plain designs and the
// machine's own limit, and whether the books still balance afterwards.

import { parseArgs } from 'node:util';
import { countCpu } from './cpu.ts';
import { designs, type Design } from './designs.ts';
import { atRate, saturate, type Speed } from './pace.ts';
import { openDatabase, openPlace, type Place } from './place.ts';
import { tableOf, type Line, type Report } from './report.ts';
import { openCustomers, type NextTransfer, type Traffic } from './traffic.ts';

const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: '.sycee/bench' },
    accounts: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '1' },
    only: { type: 'string', default: designs.map(({ name }) => name).join(',') },
    json: { type: 'boolean', default: false },
  },
});
const accounts = Number(values.accounts);
const seconds = Number(values.seconds);
const chosen = designs.filter(({ name }) => values.only.split(',').includes(name));

const STEADY_PER_SECOND = 2_000;
const TRAFFICS: readonly Traffic[] = ['random', 'hot'];

const place = await openPlace(values['data-dir'], process.env['DATABASE_URL'] || undefined);
try {
  const report = await measure(place);
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : tableOf(report));
  process.exitCode = report.audit.every(({ violations }) => violations === 0) ? 0 : 1;
} finally {
  await place.close();
}

async function measure({ url, description, audit }: Place): Promise<Report> {
  const database = openDatabase(url, 2);
  const next = await openCustomers(database, accounts);
  const lines: Line[] = [];
  for (let round = 1; round <= Number(values.rounds); round++) {
    for (const traffic of TRAFFICS) {
      for (const design of chosen) {
        say(`round ${round}, ${traffic}, ${design.name}`);
        lines.push({
          round,
          traffic,
          design: design.name,
          ...(await run(design, traffic, next, url)),
        });
      }
    }
  }
  await database.close();
  say('audit');
  return { description, accounts, seconds, designs: chosen, lines, audit: await audit() };
}

async function run(design: Design, traffic: Traffic, next: NextTransfer, url: string) {
  const opened = await design.open(url);
  const attempt = (): Promise<void> => opened.make(next(traffic));
  const cpu = await countCpu(url);
  const saturation = await saturate(attempt, design.clients, seconds);
  const used = await cpu();
  const steady = await latencyAt(STEADY_PER_SECOND);
  const half = await latencyAt(saturation.perSecond / 2);
  await opened.close();
  return { saturation, cpu: used, steady, half };

  /** A design that cannot carry a rate has no latency at it. */
  async function latencyAt(rate: number): Promise<Speed | null> {
    return rate > saturation.perSecond * 0.8 ? null : atRate(attempt, rate, seconds);
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
