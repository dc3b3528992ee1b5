// `npm run bench:transfers`: how many wallet transfers a bank makes through HTTP with sessions,
// validation, PIN proofs and idempotency keys, while client, server and PostgreSQL share a machine;
// how far that is from the least Fastify and pg need; and whether the books are right afterwards.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { resolve as absolute } from 'node:path';
import { parseArgs } from 'node:util';
import { instant, minor } from '@sycee/kit';
import { machineClock, serverRoot, type Database } from '#platform';
import { saturate, type Attempt, type Speed } from '../bench/pace.ts';
import { asOwner } from '../bench/place.ts';
import { say } from '../bench/say.ts';
import { sendTransfers } from '../modules/payments/send-transfers.ts';
import { createDatabase } from '../platform/database/database.ts';
import { openPool } from '../platform/database/pool.ts';
import { createSecrets } from '../platform/security/secrets.ts';
import { openGround, startBank, startFloor, type RunningServer } from './bank.ts';
import { measure, type Measured } from './measure.ts';
import { giveProofs, openPeople, stepOf, type People } from './people.ts';
import { reportOf } from './report.ts';

const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: '.sycee/bench' },
    people: { type: 'string', default: '5000' },
    connections: { type: 'string', default: '384' },
    'warm-up': { type: 'string', default: '8' },
    seconds: { type: 'string', default: '8' },
    'steady-rate': { type: 'string', default: '500' },
    only: { type: 'string', default: 'bank,floor,alone' },
    engine: { type: 'string', default: 'memory' },
    profile: { type: 'boolean', default: false },
    'skip-audit': { type: 'boolean', default: false },
  },
});
const warmUpSeconds = Number(values['warm-up']);
const seconds = Number(values.seconds);
const connections = Number(values.connections);
const steadyRate = Number(values['steady-rate']);
const parts = new Set(values.only.split(','));
const folder = absolute(values['data-dir']);
mkdirSync(folder, { recursive: true });

/** More than any machine makes in the time. */
const PROOFS_A_SECOND = 12_000;
const CONNECTIONS_OF_ONE = 16;
const key = randomBytes(32);

const ground = await openGround(folder, process.env['DATABASE_URL'] || undefined);
try {
  process.stdout.write(`${ground.description}, engine ${values.engine}\n`);
  const database = openDatabase(ground.url);
  say('customers');
  const people = await openPeople(database, Number(values.people));
  const alone = parts.has('alone') ? await measureAlone(database, people) : undefined;
  if (parts.has('bank')) {
    say('proofs of the PIN');
    const proofs = (warmUpSeconds + seconds) * PROOFS_A_SECOND + steadyRate * seconds * 2;
    await giveProofs(database, people, proofs);
  }
  await database.close();
  const bank = parts.has('bank') ? await measureBank(people) : undefined;
  const floor = parts.has('floor') ? await measureFloor(people) : undefined;
  process.stdout.write(reportOf({ bank, floor, alone }, steadyRate));
  if (!values['skip-audit']) {
    say('audit');
    process.exitCode = await audit();
  }
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

async function measureBank(people: People): Promise<Measured> {
  say('the bank');
  const secretKey = `bench:${key.toString('base64')}`;
  const env = { LEDGER_ENGINE: values.engine };
  const settings = { url: ground.url, folder, env, secretKey, profile: values.profile };
  return measured(await startBank(settings), people);
}

async function measureFloor(people: People): Promise<Measured> {
  say('the floor');
  await asOwner(ground.url, 'create table bench_floor (id text primary key, body text not null)');
  return measured(await startFloor({ url: ground.url, folder, profile: false }), people);
}

async function measured(server: RunningServer, people: People): Promise<Measured> {
  const load = { connections, warmUpSeconds, seconds, steadyRate, databaseUrl: ground.url };
  try {
    return await measure(server, people, load);
  } finally {
    await server.stop();
  }
}

async function measureAlone(database: Database, people: People): Promise<Speed> {
  say('one transfer a transaction, in process');
  const clients = { clients: CONNECTIONS_OF_ONE, size: 1 };
  return saturate(transferInProcess(database, people), clients, seconds);
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
