// Killed at any moment, the world outside forgets nothing that it has answered: after a restart
// each answered debit is there once, and one without an answer once or not at all.

import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { machineClock } from './platform/index.ts';
import { dropDatabase, queryOn, signedCall, testDatabaseUrl, violationsOn } from './testing.ts';

const url = testDatabaseUrl();
const keys = { bank: generateKeyPairSync('ed25519'), sandbox: generateKeyPairSync('ed25519') };
const pem = (key: KeyObject, type: 'pkcs8' | 'spki') =>
  key.export({ type, format: 'pem' }).toString();

let child: ChildProcess | undefined;
let base = '';
beforeAll(async () => {
  base = `http://127.0.0.1:${await freePort()}`;
});
afterAll(async () => {
  await kill();
  await dropDatabase(url);
});

test(
  'no answered debit is lost or doubled by two kills in the middle of a load',
  { timeout: 60_000 },
  async () => {
    child = await start();
    const token = await bindCard();
    const answered: string[] = [];
    const asked: string[] = [];
    for (let round = 0; round < 2; round++) {
      const load = Array.from({ length: 40 }, async () => {
        const reference = randomUUID();
        asked.push(reference);
        const answer = await debit(token, reference);
        if (answer?.body['status'] === 'succeeded') answered.push(reference);
      });
      await expect.poll(() => answered.length, { interval: 1 }).toBeGreaterThan(round * 10 + 5);
      await kill();
      await Promise.all(load);
      child = await start();
    }
    const kept = await queryOn<{ reference: string }>(
      url,
      'select reference from card_bank.movements',
    );
    const references = new Set(kept.map(({ reference }) => reference));
    expect(answered.filter((reference) => !references.has(reference))).toEqual([]);
    expect(answered.length).toBeLessThan(asked.length);
    expect(await violationsOn(url)).toEqual([]);
    // Asked again, every debit is done once in the end.
    await Promise.all(asked.map((reference) => debit(token, reference)));
    const [{ count, moved } = { count: '', moved: '' }] = await queryOn<Record<string, string>>(
      url,
      `select count(*), sum(opening_minor - balance_minor) as moved
     from card_bank.movements join card_bank.cards using (card_number)
     group by card_number`,
    );
    expect(Number(count)).toBe(asked.length);
    expect(BigInt(moved) / BigInt(asked.length)).toBe(100n * BigInt(asked.length));
    expect(await violationsOn(url)).toEqual([]);
  },
);

async function start(): Promise<ChildProcess> {
  const started = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'main.ts')],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        SANDBOX_DATABASE_URL: url,
        SANDBOX_PORT: new URL(base).port,
        SANDBOX_SIGNING_KEY: pem(keys.sandbox.privateKey, 'pkcs8'),
        SANDBOX_BANK_PUBLIC_KEY: pem(keys.bank.publicKey, 'spki'),
      },
    },
  );
  const answers = () =>
    fetch(`${base}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(answers, { timeout: 20_000 }).toBe(true);
  return started;
}

async function kill(): Promise<void> {
  const dying = child;
  if (dying === undefined) return;
  const dead = new Promise((resolve) => dying.once('exit', resolve));
  dying.kill('SIGKILL');
  await dead;
  child = undefined;
}

async function bindCard(): Promise<string> {
  const { items } = await read<{ items: Record<string, string>[] }>('/control/cards');
  const { name, id_number, card_number, phone = '' } = items[0] ?? {};
  const body = { reference: randomUUID(), name, id_number, card_number, phone };
  const { verification_id } = (await call('/card-bank/v1/verifications', body)).body;
  const inbox = await read<{ items: { code: string }[] }>(`/sms/inbox?to=${phone}`);
  const path = `/card-bank/v1/verifications/${String(verification_id)}/confirmation`;
  return String((await call(path, { code: inbox.items[0]?.code })).body['card_token']);
}

async function read<Reply>(path: string): Promise<Reply> {
  return (await (await fetch(base + path)).json()) as Reply;
}

async function debit(token: string, reference: string) {
  const body = { reference, card_token: token, amount_minor: '100', currency: 'CNY' };
  return call('/card-bank/v1/debits', body).catch(() => undefined);
}

const call = (path: string, body: object) =>
  signedCall(base, keys.bank.privateKey, keys.sandbox.publicKey, machineClock.now(), {
    path,
    body,
  });

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
