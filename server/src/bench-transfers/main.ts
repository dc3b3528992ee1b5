// `npm run bench:transfers`: how many wallet transfers a bank makes through HTTP with sessions,
// validation, PIN proofs and idempotency keys, while client, server and PostgreSQL share a machine;
// how long one takes; who uses the processor; and whether the books are right afterwards.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { resolve as absolute } from 'node:path';
import { parseArgs } from 'node:util';
import { instant, minor } from '@sycee/kit';
import { machineClock, serverRoot, type Database } from '#platform';
import { countCpu } from '../bench/cpu.ts';
import { atRate, saturate, type Attempt, type Speed } from '../bench/pace.ts';
import { say } from '../bench/say.ts';
import { counted, number, tableOf } from '../bench/table.ts';
import { sendTransfers } from '../modules/payments/send-transfers.ts';
import { createDatabase } from '../platform/database/database.ts';
import { openPool } from '../platform/database/pool.ts';
import { createSecrets } from '../platform/security/secrets.ts';
import { openGround, startBank, type RunningBank } from './bank.ts';
import { openLane, type Lane } from './lane.ts';
import { giveProofs, openPeople, type People } from './people.ts';

const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: '.sycee/bench' },
    people: { type: 'string', default: '5000' },
    connections: { type: 'string', default: '384' },
    seconds: { type: 'string', default: '8' },
    'steady-rate': { type: 'string', default: '500' },
    profile: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const connections = Number(values.connections);
const steadyRate = Number(values['steady-rate']);
const folder = absolute(values['data-dir']);
mkdirSync(folder, { recursive: true });

/** More than any machine makes in the time. */
const PROOFS_A_SECOND = 12_000;
const WARM_UP_SECONDS = 5;
const CONNECTIONS_OF_ONE = 16;
const key = randomBytes(32);

const ground = await openGround(folder, process.env['DATABASE_URL'] || undefined);
try {
  process.stdout.write(`${ground.description}\n`);
  const database = openDatabase(ground.url);
  say('customers');
  const people = await openPeople(database, Number(values.people));
  say('one transfer a transaction, in process');
  const alone = await saturate(
    transferInProcess(database, people),
    { clients: CONNECTIONS_OF_ONE, size: 1 },
    seconds,
  );
  say('proofs of the PIN');
  const proofs = (WARM_UP_SECONDS + seconds) * PROOFS_A_SECOND + steadyRate * seconds * 2;
  await giveProofs(database, people, proofs);
  await database.close();
  const bank = await startBank({
    url: ground.url,
    secretKey: `bench:${key.toString('base64')}`,
    folder,
    profile: values.profile,
  });
  try {
    process.stdout.write(reportOf(alone, await measure(bank, people)));
  } finally {
    await bank.stop();
  }
  say('audit');
  process.exitCode = await audit();
} finally {
  await ground.close();
}

function openDatabase(url: string): Database {
  return createDatabase({
    pool: openPool({ url, max: CONNECTIONS_OF_ONE }),
    moment: async () => instant(machineClock.now()),
    secrets: createSecrets({ id: 'bench', key }),
  });
}

/** The use case alone, without a session, a proof or a key: what a group of one would gain from. */
function transferInProcess(database: Database, people: People): Attempt {
  let made = 0;
  return async () => {
    const turn = made++;
    await database.transact((tx) =>
      sendTransfers(tx, [
        {
          payerId: people.partyOf(turn),
          payeeId: people.partyOf(turn + stepOf(turn, people)),
          amountMinor: minor(1n),
          note: null,
          arrival: 'instant',
        },
      ]),
    );
  };
}

/** How far the payee stands from the payer; never at the same place. */
function stepOf(turn: number, { count }: People): number {
  return 1 + ((Math.imul(turn, 2_654_435_761) >>> 8) % (count - 1));
}

type Measured = {
  readonly saturation: Speed;
  readonly steady: Speed;
  readonly cpu: { readonly server: number; readonly PostgreSQL: number; readonly client: number };
};

async function measure(bank: RunningBank, people: People): Promise<Measured> {
  const lanes = Array.from({ length: connections }, () => openLane(bank.port));
  const attempt = transferOverHttp(lanes, people);
  say('warm-up');
  await saturate(attempt, { clients: connections, size: 1 }, WARM_UP_SECONDS);
  say('saturation');
  const [before, cpu] = [await bank.cpuSeconds(), await countCpu(ground.url)];
  const saturation = await saturate(attempt, { clients: connections, size: 1 }, seconds);
  const [used, after] = [await cpu(), await bank.cpuSeconds()];
  say(`${steadyRate} a second`);
  const steady = await atRate(attempt, steadyRate, 1, seconds);
  for (const lane of lanes) lane.close();
  const PostgreSQL = Object.values(used.postgres ?? {}).reduce((sum, one) => sum + one, 0);
  return { saturation, steady, cpu: { server: after - before, PostgreSQL, client: used.node } };
}

/** Every transfer is another request; one that finds all connections busy waits for the next. */
function transferOverHttp(lanes: readonly Lane[], people: People): Attempt {
  let sent = 0;
  const free = [...lanes];
  const waiting: ((lane: Lane) => void)[] = [];
  const lend = async (): Promise<Lane> =>
    free.pop() ?? new Promise((resolve) => void waiting.push(resolve));
  const giveBack = (lane: Lane): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(lane);
    else next(lane);
  };
  return async () => {
    const lane = await lend();
    const { status, body } = await lane.send(requestOf(sent++, people));
    giveBack(lane);
    if (status !== 201) throw new Error(`a transfer was answered ${status}: ${body}`);
  };
}

function requestOf(turn: number, people: People): string {
  const payer = turn % people.count;
  const body = JSON.stringify({
    to_party_id: people.partyOf(payer + stepOf(turn, people)),
    amount: { minor: '1', currency: 'CNY' },
    arrival: 'instant',
    note: `bench ${turn}`,
  });
  return [
    'POST /v1/transfers HTTP/1.1',
    'host: localhost',
    `authorization: Bearer session-${payer}`,
    `sycee-device: device-${payer}`,
    `sycee-proof: proof-${turn}`,
    `idempotency-key: transfer-${turn}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

function reportOf(alone: Speed, { saturation, steady, cpu }: Measured): string {
  return [
    tableOf(
      ['', 'transfers/s', 'p50 ms', 'p99 ms'],
      [
        speedRow(`POST /v1/transfers, ${connections} connections`, saturation),
        speedRow(`POST /v1/transfers, ${steadyRate} a second`, steady),
        speedRow(`in process, one a transaction, ${CONNECTIONS_OF_ONE} at once`, alone),
      ],
    ),
    `ratio to one a transaction: ${number(saturation.perSecond / alone.perSecond, 1)}`,
    '',
    tableOf(
      ['processor at saturation', 'cores', 'us a transfer'],
      Object.entries(cpu).map(([process, used]) => cpuRow(process, used, saturation)),
    ),
    'The PIN was proven before: an argon2 hash of 19 MiB is its cost, not that of a transfer.',
    '',
  ].join('\n');
}

function speedRow(name: string, { perSecond, p50Ms, p99Ms }: Speed): string[] {
  return [name, counted(perSecond), number(p50Ms, 1), number(p99Ms, 1)];
}

function cpuRow(name: string, used: number, { seconds: lasted, transfers }: Speed): string[] {
  return [name, number(used / lasted, 2), counted((used / transfers) * 1e6)];
}

/** Proves the books as `npm run audit:books` does. */
async function audit(): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', serverRoot('src', 'audit-books.ts')], {
    cwd: serverRoot(),
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: ground.url },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
