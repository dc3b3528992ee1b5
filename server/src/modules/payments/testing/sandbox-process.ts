// The world outside as a process of its own, for tests that make it fail and kill it.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { machineClock, serverRoot, signedExchange } from '#platform';

export type Person = {
  readonly name: string;
  readonly id_number: string;
  readonly phone: string;
  readonly cards: readonly { readonly card_number: string }[];
};

export type Failure = {
  readonly mode: string;
  readonly count?: number;
  readonly delay_ms?: number;
};

export type Sandbox = {
  readonly url: string;
  readonly keys: { readonly signingKey: KeyObject; readonly answerKey: KeyObject };
  readonly newPerson: () => Promise<Person>;
  readonly fail: (failure: Failure) => Promise<void>;
  readonly codeFor: (phone: string) => Promise<string>;
  /** Debits less credits of all that the card bank has executed. */
  readonly owedMinor: () => Promise<bigint>;
  /** Ends the process as a power cut does. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const START_SECONDS_MAX = 30;

/** Starts a sandbox with a database of its own beside the given one. */
export async function startSandbox(beside: string): Promise<Sandbox> {
  const [bank, outside] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const database = new URL(beside);
  database.pathname += '_sandbox';
  const environment = {
    ...process.env,
    SANDBOX_DATABASE_URL: database.href,
    SANDBOX_PORT: String(port),
    SANDBOX_SIGNING_KEY: pemOf(outside.privateKey, 'pkcs8'),
    SANDBOX_BANK_PUBLIC_KEY: pemOf(bank.publicKey, 'spki'),
  };
  let child: ChildProcess | undefined;
  const start = async () => {
    child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
      cwd: serverRoot('..', 'sandbox'),
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await untilHealthy(url);
  };
  const kill = async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  await start();
  const keys = { signingKey: bank.privateKey, answerKey: outside.publicKey };
  return {
    url,
    keys,
    start,
    kill,
    newPerson: () => ask<Person>(`${url}/control/people`, 'POST', {}),
    fail: async (failure) => {
      await ask(`${url}/control/failures`, 'PUT', { target: 'card-bank', ...failure });
    },
    codeFor: (phone) => newestCode(url, phone),
    owedMinor: () => owedMinor(url, keys),
    close: async () => {
      await kill();
      await dropDatabase(beside, database.pathname.slice(1));
    },
  };
}

async function owedMinor(url: string, keys: Sandbox['keys']): Promise<bigint> {
  const exchange = signedExchange({
    ...keys,
    baseUrl: `${url}/card-bank`,
    keyId: 'sycee',
    clock: machineClock,
    timeoutMs: 5_000,
  });
  const span = 'from=2000-01-01T00:00:00.000Z&to=2100-01-01T00:00:00.000Z';
  const answer = await exchange({ method: 'GET', path: `/v1/settlement?${span}` });
  assert('body' in answer && answer.status === 200, JSON.stringify(answer));
  const { debits, credits } = answer.body as Record<'debits' | 'credits', { total_minor: string }>;
  return BigInt(debits.total_minor) - BigInt(credits.total_minor);
}

async function newestCode(url: string, phone: string): Promise<string> {
  const inbox = `${url}/sms/inbox?to=${encodeURIComponent(phone)}`;
  const { items } = await ask<{ items: { code: string | null }[] }>(inbox, 'GET');
  return items[0]?.code ?? '';
}

async function ask<Body>(url: string, method: string, body?: object): Promise<Body> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, {
    method,
    ...(body && { headers, body: JSON.stringify(body) }),
  });
  assert(answer.ok, `${url} answered ${answer.status}`);
  return (await answer.json()) as Body;
}

async function untilHealthy(url: string): Promise<void> {
  for (let tries = 0; tries < START_SECONDS_MAX * 20; tries++) {
    const healthy = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return;
    await pause(50);
  }
  throw new Error(`the sandbox did not start within ${START_SECONDS_MAX} s`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  assert(address !== null && typeof address === 'object');
  return address.port;
}

async function dropDatabase(beside: string, name: string): Promise<void> {
  const admin = new URL(beside);
  admin.pathname = '/postgres';
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  await client.query(`drop database if exists ${name} with (force)`);
  await client.end();
}

function pemOf(key: KeyObject, type: 'pkcs8' | 'spki'): string {
  return key.export({ format: 'pem', type } as { format: 'pem'; type: 'spki' }).toString();
}
