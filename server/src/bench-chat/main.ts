// `npm run bench:chat`: how soon a message is on the phones of those it is for, with a thousand of
// them connected, while phones, server and PostgreSQL share a machine; and whether anything was
// missing, doubled or out of order.

import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { resolve as absolute } from 'node:path';
import { parseArgs } from 'node:util';
import { instant } from '@sycee/kit';
import { machineClock } from '#platform';
import { say } from '../bench/say.ts';
import { counted, number, tableOf } from '../bench/table.ts';
import { openGround, startBank } from '../bench-transfers/bank.ts';
import { openPeople } from '../bench-transfers/people.ts';
import { createDatabase } from '../platform/database/database.ts';
import { openPool } from '../platform/database/pool.ts';
import { createSecrets } from '../platform/security/secrets.ts';
import { openCircles, type Circle } from './circles.ts';
import { openEars, type Heard } from './ears.ts';
import { talk, type Talk } from './talk.ts';

const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: '.sycee/bench' },
    people: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '10' },
    profile: { type: 'boolean', default: false },
  },
});
const folder = absolute(values['data-dir']);
mkdirSync(folder, { recursive: true });
const seconds = Number(values.seconds);
const count = Number(values.people);
const key = randomBytes(32);

/** How many hear each message, and how many messages a second. */
const SCENES = [
  { name: 'pairs', size: 2, rates: [50, 100, 200] },
  { name: 'groups of 20', size: 20, rates: [20, 50] },
  { name: 'groups of 500', size: 500, rates: [1, 2, 4] },
];

const ground = await openGround(folder, process.env['DATABASE_URL'] || undefined);
let isWhole = true;
try {
  process.stdout.write(`${ground.description}, ${counted(count)} phones\n`);
  const database = createDatabase({
    pool: openPool({ url: ground.url, max: 4 }),
    moment: async () => instant(machineClock.now()),
    secrets: createSecrets({ id: 'bench', key }),
  });
  say('people');
  const people = await openPeople(database, count);
  const scenes: { name: string; rate: number; circles: Circle[] }[] = [];
  for (const { name, size, rates } of SCENES) {
    const circles = await openCircles(database, people, size);
    scenes.push(...rates.map((rate) => ({ name, rate, circles })));
  }
  await database.close();
  const secretKey = `bench:${key.toString('base64')}`;
  const server = await startBank({ url: ground.url, folder, secretKey, profile: values.profile });
  const hearers: ((heard: Heard) => void)[] = [];
  const ears = await openEars(server.port, count, (heard) => hearers.at(-1)?.(heard));
  const rows: string[][] = [];
  for (const { name, rate, circles } of scenes) {
    say(`${name}, ${rate}/s`);
    const before = await server.cpuSeconds();
    const plan = { port: server.port, circles, ratePerSecond: rate, seconds };
    const result = await talk(plan, (hear) => void hearers.push(hear));
    isWhole &&= result.missing === 0 && result.disordered === 0 && result.refused === 0;
    rows.push(rowOf(name, rate, result, (await server.cpuSeconds()) - before));
  }
  ears.close();
  await server.stop();
  const head = ['conversations', 'said/s', 'shown/s', 'p50 ms', 'p99 ms', 'missing', 'disordered'];
  process.stdout.write(`${tableOf([...head, 'refused', 'server CPU ms a message'], rows)}\n`);
  process.exitCode = isWhole ? 0 : 1;
} finally {
  await ground.close();
}

function rowOf(name: string, rate: number, result: Talk, cpuSeconds: number): string[] {
  const delays = result.delaysMs.toSorted((a, b) => a - b);
  const at = (share: number) => delays[Math.floor(delays.length * share)];
  return [
    name,
    counted(rate),
    counted(delays.length / seconds),
    number(at(0.5), 1),
    number(at(0.99), 1),
    counted(result.missing),
    counted(result.disordered),
    counted(result.refused),
    number((cpuSeconds * 1000) / result.said, 2),
  ];
}
