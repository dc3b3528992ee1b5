// A whole world outside for a test: its own database, a held clock, a listening server, and the
// bank's side of the signed protocol.

import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import type { AddressInfo } from 'node:net';

import { addSeconds, parseInstant, type Instant } from '@sycee/kit';
import { Client, escapeIdentifier } from 'pg';

import { ensureDatabase } from './platform/index.ts';
import { checksOf } from './platform/migrations.ts';
import {
  answerText,
  BANK_KEY_ID,
  requestText,
  signatureHolds,
  signatureOf,
} from './platform/signing.ts';
import { buildWorld, ROOMS } from './world.ts';

type Call = {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: object;
};

/** What an attacker may change of a signed request; left out, the request is an honest one. */
type Tampering = {
  readonly nonce?: string;
  readonly timestamp?: string;
  readonly keyId?: string;
  readonly key?: KeyObject;
  readonly sentBody?: string;
  readonly sentPath?: string;
};

// Answers are read by many tests, each in its own shape; the tests assert what they find.
type Reply = { readonly status: number; readonly body: Record<string, unknown>; signed: boolean };

export type TestWorld = Awaited<ReturnType<typeof testWorld>>;

/** The addresses of the cluster for tests; the whole run shares it. */
export function testDatabaseUrl(): string {
  const url = process.env['SYCEE_TEST_DATABASE_URL'];
  if (url === undefined) throw new Error('SYCEE_TEST_DATABASE_URL is not set: run by npm test');
  const fresh = new URL(url);
  // The run's set-up drops databases of this name whose process is gone.
  fresh.pathname = `/test_${process.pid}_${randomUUID().slice(0, 8)}`;
  return fresh.href;
}

/** Runs one statement on a database of the test cluster. */
export async function queryOn<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The rows that break a promise of the sandbox's tables; none, when all is well. */
export async function violationsOn(url: string): Promise<object[]> {
  const found = await Promise.all(checksOf(ROOMS).map((sql) => queryOn(url, sql)));
  return found.flat();
}

export async function dropDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const neighbour = new URL(url);
  neighbour.pathname = '/postgres';
  await queryOn(neighbour.href, `drop database if exists ${escapeIdentifier(name)} with (force)`);
}

/** Starts a world of its own for a test file; close it when done. */
export async function testWorld() {
  const databaseUrl = testDatabaseUrl();
  await ensureDatabase(databaseUrl);
  const clock = heldClock(parseInstant('2026-03-02T02:00:00.000Z'));
  const keys = { bank: generateKeyPairSync('ed25519'), sandbox: generateKeyPairSync('ed25519') };
  const app = await buildWorld({
    databaseUrl,
    clock,
    signingKey: keys.sandbox.privateKey,
    bankKey: keys.bank.publicKey,
    log: false,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  return {
    base,
    clock,
    databaseUrl,
    /** A request as the bank signs it, or as somebody who is not the bank does. */
    signed: (call: Call, tampering: Tampering = {}) =>
      signedCall(base, keys.bank.privateKey, keys.sandbox.publicKey, clock.now(), call, tampering),
    open: async ({ method = 'GET', path, body }: Call): Promise<Reply> => {
      const headers = body && { 'content-type': 'application/json' };
      const init = { method, ...(headers && { headers, body: JSON.stringify(body) }) };
      const answer = await fetch(base + path, init);
      return { status: answer.status, body: (await answer.json()) as Reply['body'], signed: false };
    },
    close: async () => {
      await app.close();
      await dropDatabase(databaseUrl);
    },
  };
}

function heldClock(start: Instant) {
  let now = start;
  return {
    now: () => now,
    advance: (seconds: number) => {
      now = addSeconds(now, seconds);
    },
  };
}

/** Signs and sends a request as the bank does, and says whether the answer's signature holds. */
export async function signedCall(
  base: string,
  bankKey: KeyObject,
  sandboxKey: KeyObject,
  now: Instant,
  call: Call,
  tampering: Tampering = {},
): Promise<Reply> {
  const { method = 'POST', path } = call;
  const body = call.body === undefined ? '' : JSON.stringify(call.body);
  const timestamp = tampering.timestamp ?? String(Math.floor(now / 1000));
  const nonce = tampering.nonce ?? randomUUID();
  const text = requestText({ method, path, timestamp, nonce, body });
  const sentBody = tampering.sentBody ?? body;
  const answer = await fetch(base + (tampering.sentPath ?? path), {
    method,
    headers: {
      ...(sentBody === '' ? {} : { 'content-type': 'application/json' }),
      'sycee-key-id': tampering.keyId ?? BANK_KEY_ID,
      'sycee-timestamp': timestamp,
      'sycee-nonce': nonce,
      'sycee-signature': signatureOf(text, tampering.key ?? bankKey),
    },
    ...(sentBody === '' ? {} : { body: sentBody }),
  });
  const answered = await answer.text();
  const answerTimestamp = answer.headers.get('sycee-timestamp') ?? '';
  const signature = answer.headers.get('sycee-signature') ?? '';
  const expected = answerText({
    status: answer.status,
    timestamp: answerTimestamp,
    nonce,
    body: answered,
  });
  return {
    status: answer.status,
    body: JSON.parse(answered) as Reply['body'],
    signed: signature !== '' && signatureHolds(expected, sandboxKey, signature),
  };
}

/** The personas' own data, as the control room tells it. */
export async function personaCard(world: TestWorld, index = 0) {
  const { body } = await world.open({ path: '/control/cards' });
  const items = body['items'] as Record<
    'name' | 'id_number' | 'card_number' | 'phone' | 'bank_name',
    string
  >[];
  const card = items[index];
  if (card === undefined) throw new Error('there is no such persona');
  return card;
}

/** Binds a persona's card as the bank would and answers its token. */
export async function boundToken(world: TestWorld, index = 0): Promise<string> {
  const { name, id_number, card_number, phone } = await personaCard(world, index);
  const verification = await world.signed({
    path: '/card-bank/v1/verifications',
    body: { reference: `cv_${randomUUID()}`, name, id_number, card_number, phone },
  });
  const id = String(verification.body['verification_id']);
  const confirmation = await world.signed({
    path: `/card-bank/v1/verifications/${id}/confirmation`,
    body: { code: await newestCode(world, phone) },
  });
  return String(confirmation.body['card_token']);
}

/** The code in the newest message of a phone. */
export async function newestCode(world: TestWorld, phone: string): Promise<string> {
  const { body } = await world.open({ path: `/sms/inbox?to=${encodeURIComponent(phone)}` });
  const [newest] = body['items'] as { code: string }[];
  return newest?.code ?? '';
}

/** What is on a persona's card now, in minor units. */
export async function cardBalance(world: TestWorld, index = 0): Promise<bigint> {
  const card = (await personaCard(world, index)) as unknown as { balance: { minor: string } };
  return BigInt(card.balance.minor);
}
