// What a program gets from the SDK, shown against a real HTTP server.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createBank, type BankOptions } from './client.ts';
import { memoryDevice } from './device.ts';
import { BankRefusal, BankUnreachable } from './errors.ts';
import { newIdempotencyKey } from './idempotency.ts';
import {
  json,
  problem,
  startLocalBank,
  type LocalBank,
  type Scripted,
} from './testing/local-bank.ts';

const ORDER_ID = 'pay_01h455vb4pex5vsknk084sn02q';
const CARD_ID = 'card_01h455vb4pex5vsknk084sn02q';
const ORDER = { id: ORDER_ID, state: 'processing' };

let server: LocalBank;
beforeEach(async () => {
  server = await startLocalBank();
});
afterEach(() => server.close());

function connect(options: Partial<BankOptions> = {}) {
  return createBank({
    baseUrl: server.url,
    language: () => 'zh',
    device: memoryDevice({ secret: 'secret-of-device', token: 'token-of-session' }),
    credentials: 'token',
    repeatAfterMs: 1,
    ...options,
  });
}

/** A request that moves money. */
function topUp(options: Partial<BankOptions> = {}) {
  return connect(options).topUp({
    body: { card_id: CARD_ID, amount: { minor: '100', currency: 'CNY' } },
    idempotencyKey: 'key-of-top-up',
    proof: 'proof-of-pin',
  });
}

/** The error that a promise ends with. */
async function errorOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('expected an error');
}

describe('a request', () => {
  test('shows device, session, language, key and proof', async () => {
    server.answer(json(ORDER, 202));
    expect(await topUp()).toEqual(ORDER);
    expect(server.asked).toMatchObject([
      {
        method: 'POST',
        url: '/v1/top-ups',
        body: { card_id: CARD_ID, amount: { minor: '100', currency: 'CNY' } },
        headers: {
          'content-type': 'application/json',
          'accept-language': 'zh',
          'sycee-device': 'secret-of-device',
          authorization: 'Bearer token-of-session',
          'idempotency-key': 'key-of-top-up',
          'sycee-proof': 'proof-of-pin',
        },
      },
    ]);
  });

  test('sent again after a check shows its token', async () => {
    server.answer(json(ORDER, 202));
    const call = { idempotencyKey: 'key-of-top-up', proof: 'proof-of-pin', stepUp: 'token' };
    await connect().topUp({
      body: { card_id: CARD_ID, amount: { minor: '100', currency: 'CNY' } },
      ...call,
    });
    expect(server.asked[0]?.headers).toHaveProperty('sycee-step-up', 'token');
  });

  test('of a stranger shows no device and no session', async () => {
    server.answer(json({ now: '2026-01-31T08:00:00.000Z' }));
    await connect({ device: memoryDevice() }).getClock();
    expect(server.asked[0]?.headers).not.toHaveProperty('authorization');
    expect(server.asked[0]?.headers).not.toHaveProperty('sycee-device');
    expect(server.asked[0]?.headers).not.toHaveProperty('content-type');
  });

  test('fills path and query, and leaves out what is undefined', async () => {
    server.answer(json({ items: [], next: null }));
    await connect().getOrder({ params: { order_id: ORDER_ID } });
    await connect().listOrders({ query: { q: '小雨 & +86', limit: 20, after: undefined } });
    await connect().getCardBin({ params: { bin: '../me' } });
    expect(server.asked.map(({ url }) => url)).toEqual([
      `/v1/orders/${ORDER_ID}`,
      '/v1/orders?q=%E5%B0%8F%E9%9B%A8+%26+%2B86&limit=20',
      '/v1/card-bins/..%2Fme',
    ]);
  });

  test('is not sent with a part of its path missing', async () => {
    expect(await errorOf(connect().getCardBin({ params: { bin: '' } }))).toBeInstanceOf(TypeError);
    expect(server.asked).toEqual([]);
  });
});

describe('a reply', () => {
  test('of nothing is undefined', async () => {
    server.answer({ status: 204 });
    expect(await connect().endOtherSessions()).toBeUndefined();
  });

  test('of a file is a Blob', async () => {
    server.answer({ status: 200, type: 'text/csv; charset=utf-8', body: '\uFEFFdate,amount' });
    const file = await connect().downloadStatementCsv({
      params: { account_id: 'acct_01h455vb4pex5vsknk084sn02q' },
      query: { from: '2026-01-01', to: '2026-01-31' },
    });
    expect(await file.text()).toBe('date,amount');
    expect(file.type).toMatch(/^text\/csv/);
  });

  test('of no is a refusal with all that the bank says', async () => {
    server.answer(problem(422, 'payments.insufficient_funds', { facts: { available_minor: '5' } }));
    const error = await errorOf(topUp());
    expect(error).toBeInstanceOf(BankRefusal);
    expect(error).toMatchObject({
      code: 'payments.insufficient_funds',
      message: 'detail of payments.insufficient_funds',
      facts: { available_minor: '5' },
      moneyMoved: 'no',
      problem: { status: 422, request_id: 'req_1' },
    });
    expect(server.asked).toHaveLength(1);
  });
});

const unavailable = problem(503, 'platform.overloaded', { retryable: true });
const inFlight = problem(409, 'platform.idempotency_in_flight', { retryable: true });
const unknownOutcome = problem(503, 'platform.outcome_unknown', {
  retryable: true,
  money_moved: 'unknown',
});
const gateway: Scripted = { status: 502, type: 'text/html', body: '<h1>Bad gateway</h1>' };
const broken: Scripted = { status: 200, type: 'application/json', body: '{"id":' };

describe('a money request under its key is sent again', () => {
  test.each<[string, Scripted[], number]>([
    ['after a cut connection', ['cut', json(ORDER)], 2],
    ['after a broken answer', [broken, json(ORDER)], 2],
    ['after 502 of a gateway', [gateway, json(ORDER)], 2],
    ['while the bank is overloaded', [unavailable, json(ORDER)], 2],
    ['while the first copy is in flight', ['cut', inFlight, inFlight, json(ORDER)], 4],
  ])('%s', async (_, script, times) => {
    server.answer(...script);
    expect(await topUp()).toEqual(ORDER);
    expect(server.asked).toHaveLength(times);
    const keys = new Set(server.asked.map(({ headers }) => headers['idempotency-key']));
    expect([...keys]).toEqual(['key-of-top-up']);
  });

  test('after a time-out', async () => {
    server.answer('silence', json(ORDER));
    expect(await topUp({ timeoutMs: 50 })).toEqual(ORDER);
  });
});

const UNKNOWN = { moneyMoved: 'unknown' };

describe('when the bank stays silent', () => {
  test('a picture has the time that a slow line needs for it', async () => {
    server.answer('silence');
    const begun = performance.now();
    const picture = 'A'.repeat(4_800);
    await errorOf(connect({ timeoutMs: 1 }).takeIdDocument({ body: { front: picture } }));
    expect(performance.now() - begun).toBeGreaterThanOrEqual(300);
  });

  test('a money request ends with money unknown, after three repeats', async () => {
    server.answer('cut');
    const error = await errorOf(topUp());
    expect(error).toBeInstanceOf(BankUnreachable);
    expect(error).toMatchObject({ moneyMoved: 'unknown' });
    expect(server.asked).toHaveLength(4);
  });

  test('a read is repeated and ends with no money moved', async () => {
    server.answer('cut');
    expect(await errorOf(connect().getMe())).toMatchObject({ moneyMoved: 'no' });
    expect(server.asked).toHaveLength(4);
  });

  test.each<[string, Scripted]>([
    ['a cut connection', 'cut'],
    ['502', gateway],
    ['503', unavailable],
  ])('a request without a key is sent once: %s', async (_, answer) => {
    server.answer(answer);
    await errorOf(connect().provePin({ body: { pin: '246810' } }));
    expect(server.asked).toHaveLength(1);
  });

  test.each<[string, Scripted[], object]>([
    ['a no at the door leaves money unknown', ['cut', unavailable], { moneyMoved: 'unknown' }],
    [
      "a module's no is final",
      ['cut', problem(422, 'payments.insufficient_funds')],
      { moneyMoved: 'no' },
    ],
    ['overload alone moves nothing', [unavailable], { moneyMoved: 'no' }],
    ['a cut commit is not made good by overload', [unknownOutcome, unavailable], UNKNOWN],
    ['a cut commit stays unknown', [unknownOutcome], UNKNOWN],
  ])('after a lost copy, %s', async (_, script, outcome) => {
    server.answer(...script);
    const error = await errorOf(topUp());
    expect(error).toBeInstanceOf(BankRefusal);
    expect(error).toMatchObject(outcome);
  });

  test('the doubt about a key outlives the call, until the bank tells', async () => {
    const bank = connect();
    const call = {
      body: { card_id: CARD_ID, amount: { minor: '100', currency: 'CNY' } },
      idempotencyKey: 'key-in-doubt',
      proof: 'proof-of-pin',
    } as const;
    server.answer('cut');
    expect(await errorOf(bank.topUp(call))).toMatchObject(UNKNOWN);
    server.answer(unavailable);
    expect(await errorOf(bank.topUp(call))).toMatchObject(UNKNOWN);
    const others = bank.topUp({ ...call, idempotencyKey: 'key-of-another' });
    expect(await errorOf(others)).toMatchObject({ moneyMoved: 'no' });
    server.answer(json(ORDER));
    expect(await bank.topUp(call)).toEqual(ORDER);
    server.answer(unavailable);
    expect(await errorOf(bank.topUp(call))).toMatchObject({ moneyMoved: 'no' });
  });

  test('nobody there at all', async () => {
    await server.close();
    expect(await errorOf(connect().getMe())).toBeInstanceOf(BankUnreachable);
    server = await startLocalBank();
  });

  test('who waits may stop waiting', async () => {
    server.answer('silence');
    const reason = new Error('the person left the screen');
    const controller = new AbortController();
    const work = connect().getMe({ signal: controller.signal });
    controller.abort(reason);
    expect(await errorOf(work)).toBe(reason);
  });
});

const signIn = (options: Partial<BankOptions>) =>
  connect(options).signIn({
    body: {
      phone: '+8613800000001',
      code: '123456',
      device: { name: 'Phone', platform: 'web' },
    },
  });

describe('the device', () => {
  const session = { session_token: 'new-token', device_secret: 'new-secret', session: {}, me: {} };
  test.each([
    ['token', { secret: 'new-secret', token: 'new-token' }],
    ['cookie', { secret: 'new-secret' }],
  ] as const)('is kept at signing in, by %s', async (credentials, kept) => {
    const device = memoryDevice();
    server.answer(json(session, 201));
    await signIn({ device, credentials });
    expect(device.load()).toEqual(kept);
  });

  test('is forgotten at signing out', async () => {
    const device = memoryDevice({ secret: 's' });
    server.answer({ status: 204 });
    await connect({ device }).signOut();
    expect(device.load()).toBeUndefined();
  });

  test('is forgotten at leaving the bank', async () => {
    const device = memoryDevice({ secret: 's' });
    server.answer(json({ closed_at: '2026-01-31T08:00:00.000Z', deleted: [], kept: [] }));
    await connect({ device }).closeMyAccount({ proof: 'proof-of-pin' });
    expect(device.load()).toBeUndefined();
  });

  test('is forgotten when the bank no longer knows the session', async () => {
    const device = memoryDevice({ secret: 's' });
    let told = 0;
    server.answer(problem(401, 'platform.unauthenticated'));
    await errorOf(connect({ device, onSignedOut: () => (told += 1) }).getMe());
    expect([device.load(), told]).toEqual([undefined, 1]);
  });

  test('of a new session outlives the late answer to an old one', async () => {
    const device = memoryDevice({ secret: 'old' });
    server.answer(problem(401, 'platform.unauthenticated'));
    const work = errorOf(connect({ device }).getMe());
    device.save({ secret: 'new' });
    await work;
    expect(device.load()).toEqual({ secret: 'new' });
  });

  test('stays when a stranger is refused', async () => {
    let told = 0;
    server.answer(problem(401, 'platform.unauthenticated'));
    await errorOf(connect({ device: memoryDevice(), onSignedOut: () => (told += 1) }).getMe());
    expect(told).toBe(0);
  });
});

test('idempotency keys are what the bank accepts, and differ', () => {
  const keys = Array.from({ length: 100 }, newIdempotencyKey);
  expect(new Set(keys).size).toBe(100);
  for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
});
