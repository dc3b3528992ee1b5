// The server as a process: it opens on a database of its own, finishes what has begun when it is
// told to stop, and says what is wrong with its settings instead of starting.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverRoot } from '#platform';

import { testDatabase, TEST_KEY, type TestDatabase } from './platform/testing.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase();
});
afterAll(() => bank.close());

const STARTING_MS = 60_000;

describe('the server process', { timeout: STARTING_MS }, () => {
  test('answers what has begun before it stops, and takes nothing new', async () => {
    const { child, address, output } = await open();
    const lock = await holdPhoneCodes();
    const begun = fetch(`${address}/v1/phone-codes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ phone: '+8613900000000', purpose: 'sign_in' }),
    });
    await lock.waitedFor();
    child.kill('SIGTERM');
    await untilSaid(output, 'stopping');
    await expect(fetch(`${address}/health`)).rejects.toThrow();
    await lock.release();
    expect((await begun).status).toBe(202);
    expect(await exitCode(child)).toBe(0);
  });

  test('says all that is wrong with its settings, and does not start', async () => {
    const child = run({ PORT: 'x', LOG_LEVEL: 'loud' });
    const output = outputOf(child);
    expect(await exitCode(child)).toBe(1);
    expect(output.text).toContain('PORT must be a whole number');
    expect(output.text).toContain('LOG_LEVEL must be one of');
    expect(output.text).not.toContain('    at ');
  });
});

function run(environment: Record<string, string>): ChildProcess {
  const inherited = { PATH: process.env['PATH'] ?? '' };
  return spawn(process.execPath, ['--import', 'tsx', serverRoot('src', 'main.ts')], {
    cwd: serverRoot(),
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function open() {
  const port = await freePort();
  const child = run({
    PORT: String(port),
    DATABASE_URL: bank.url,
    SECRET_KEY: `${TEST_KEY.id}:${TEST_KEY.key.toString('base64')}`,
  });
  const output = outputOf(child);
  await untilSaid(output, 'the bank is open');
  return { child, output, address: `http://127.0.0.1:${port}` };
}

type Output = { text: string; readonly child: ChildProcess };

function outputOf(child: ChildProcess): Output {
  const output: Output = { text: '', child };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => void (output.text += chunk.toString()));
  }
  return output;
}

async function untilSaid(output: Output, words: string): Promise<void> {
  while (!output.text.includes(words)) {
    if (output.child.exitCode !== null) throw new Error(`it ended:\n${output.text}`);
    await Promise.race([
      output.child.stdout && once(output.child.stdout, 'data'),
      once(output.child, 'exit'),
    ]);
  }
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** Locks the table of codes, so that a request for one stays at work until released. */
async function holdPhoneCodes() {
  const client = new Client({ connectionString: bank.url });
  await client.connect();
  await client.query('begin; lock table parties.phone_codes in access exclusive mode');
  const waiting =
    'select 1 from pg_locks where not granted and database = (select oid from ' +
    'pg_database where datname = current_database())';
  return {
    waitedFor: async () => {
      while ((await client.query(waiting)).rowCount === 0);
    },
    release: () => client.end(),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
