// The real card bank, as a process, in all its bad moods: whatever it loses, delays, repeats or
// forges, and even when it is killed in the middle, money is neither lost nor doubled.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { uuidOf } from '@sycee/kit';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { machineClock } from '#platform';
import { startTestPostgres } from '../../platform/testing/test-postgres.ts';
import { testBank, type TestBank } from '../../testing.ts';
import { httpCardBank } from './http-card-bank.ts';
import { type AppCustomer, balanceOf, bindCard, cny, openAccount } from './testing/app-customer.ts';
import { signUp } from './testing/app-customer.ts';
import { type Failure, type Sandbox, startSandbox } from './testing/sandbox-process.ts';
import { cardSettlementMinor, endPauses } from './testing.ts';
import type { OrderView } from './views.ts';

const TIMEOUT_MS = 1_500;
const SETTLED_SECONDS_MAX = 60;

type Tamper = (answer: { status: number; body: string; headers: Headers }) => void;

let sandbox: Sandbox;
let bank: TestBank;
let customer: AppCustomer;
let cardId: string;
/** What the man in the middle does to the first answers of the next orders, one each. */
let tampering: Tamper[] = [];
const ordersSeen = new Set<string>();
const middle = createServer((request, response) => void pass(request, response));

beforeAll(async () => {
  const postgres = await startTestPostgres();
  sandbox = await startSandbox(postgres.urlOf(`test_${process.pid}_faults`));
  await new Promise<void>((resolve) => void middle.listen(0, '127.0.0.1', resolve));
  const { port } = middle.address() as AddressInfo;
  const settings = {
    ...sandbox.keys,
    baseUrl: `http://127.0.0.1:${port}/card-bank`,
    keyId: 'sycee',
    clock: machineClock,
  };
  // Binding is not under test here and may take the time that a busy machine needs.
  const patient = httpCardBank({ ...settings, timeoutMs: 10_000 });
  const { carryOut, enquire, close } = httpCardBank({ ...settings, timeoutMs: TIMEOUT_MS });
  bank = await testBank({ cardBank: { ...patient, carryOut, enquire, close } });
  const person = await sandbox.newPerson();
  customer = await signUp(bank, person);
  const [card] = person.cards;
  const { phone } = person;
  cardId = await bindCard(customer, { card_number: card?.card_number ?? '', phone }, () =>
    sandbox.codeFor(phone),
  );
  await openAccount(customer);
  bank.startWorkers();
  await settled(await place(5_000));
}, 120_000);
afterAll(async () => {
  await bank.close();
  middle.closeAllConnections();
  middle.close();
  await sandbox.close();
});
beforeEach(() => {
  tampering = [];
});

/** Passes a request on to the card bank, and its answer back as the test wants it. */
async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
  try {
    const answer = await fetch(sandbox.url + (request.url ?? ''), {
      method: request.method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(parts.length > 0 && { body: Buffer.concat(parts) }),
    });
    const seen = { status: answer.status, body: await answer.text(), headers: answer.headers };
    const given = { ...seen, headers: new Headers(seen.headers) };
    if (isFirstOf(Buffer.concat(parts))) tampering.shift()?.(given);
    given.headers.delete('content-length');
    given.headers.delete('transfer-encoding');
    response.writeHead(given.status, Object.fromEntries(given.headers)).end(given.body);
  } catch {
    request.socket.destroy();
  }
}

/** Whether an order is sent for the first time; sent again it is the same to the letter. */
function isFirstOf(order: Buffer): boolean {
  const text = order.toString();
  const isFirst = text !== '' && !ordersSeen.has(text);
  ordersSeen.add(text);
  return isFirst;
}

async function place(minor: number, path = '/v1/top-ups'): Promise<OrderView> {
  const order = await customer.pay(path, { card_id: cardId, amount: cny(minor) });
  expect(order.status, JSON.stringify(order.body)).toBe(202);
  expect(order.body.state).toBe('processing');
  return order.body;
}

async function settled({ id }: OrderView): Promise<OrderView> {
  for (let tries = 0; tries < SETTLED_SECONDS_MAX * 50; tries++) {
    const { body } = await customer.get<OrderView>(`/v1/orders/${id}`);
    if (body.state !== 'processing') return body;
    await pause(20);
  }
  throw new Error(`${id} has no end after ${SETTLED_SECONDS_MAX} s`);
}

/** The bank's books say what the card bank says, and the customer has what the orders say. */
async function booksAgree(): Promise<void> {
  expect(await cardSettlementMinor(bank.database)).toBe(await sandbox.owedMinor());
  const { rows } = await bank.pool.query<{ sum: bigint }>(
    `select sum(case when kind = 'top_up' then amount_minor else -amount_minor - fee_minor end)
       ::bigint as sum from payments.orders where state = 'succeeded'`,
  );
  const expected = String(rows[0]?.sum);
  expect(await balanceOf(customer)).toEqual([expected, expected]);
}

test('a healthy top-up is done within a moment of the request', async () => {
  const times: number[] = [];
  for (let count = 0; count < 5; count++) {
    const proof = await customer.proof();
    const started = performance.now();
    const { body } = await bank.call<OrderView>('/v1/top-ups', {
      session: customer.session,
      body: { card_id: cardId, amount: cny(100) },
      key: true,
      proof,
    });
    expect((await settled(body)).state).toBe('succeeded');
    times.push(performance.now() - started);
  }
  // The bound leaves room for a machine that runs all the other tests at the same time.
  expect(Math.min(...times)).toBeLessThan(1_000);
});

test.each<[string, Failure]>([
  ['slow but in time', { mode: 'slow', delay_ms: 200, count: 6 }],
  ['slower than the bank waits', { mode: 'slow', delay_ms: 2_200, count: 6 }],
  ['down', { mode: 'down', count: 9 }],
  ['losing requests', { mode: 'lost_request', count: 9 }],
  ['losing answers', { mode: 'lost_answer', count: 9 }],
  ['answering late', { mode: 'late_answer', delay_ms: 2_200, count: 6 }],
  ['executing twice', { mode: 'duplicate', count: 9 }],
])('a card bank that is %s: every order ends once', { timeout: 90_000 }, async (_, failure) => {
  await sandbox.fail(failure);
  const orders = await Promise.all([
    place(1_001),
    place(1_002),
    place(1_003),
    place(501, '/v1/withdrawals'),
    place(502, '/v1/withdrawals'),
  ]);
  const ends = await Promise.all(orders.map(settled));
  expect(new Set(ends.map(({ state }) => state))).toEqual(new Set(['succeeded']));
  await sandbox.fail({ mode: 'none' });
  await booksAgree();
});

const edit = (from: string | RegExp, to: string): Tamper => {
  return (answer) => void (answer.body = answer.body.replace(from, to));
};

const SPOILT: readonly (readonly [string, Tamper])[] = [
  ['the signature of the answer is wrong', edit('"succeeded"', '"failed"')],
  ['the signature of the answer is wrong', edit(/pay_\w{4}/, 'pay_0000')],
  ['the signature of the answer is wrong', ({ headers }) => headers.set('sycee-signature', 'AA')],
  ['the signature of the answer is wrong', (answer) => void (answer.status = 404)],
  ['the signature of the answer is wrong', ({ headers }) => headers.set('sycee-timestamp', '17')],
  ['the signature of the answer is wrong', (answer) => void (answer.body = answer.body.slice(9))],
  ['answer 200 without a signature', ({ headers }) => headers.delete('sycee-signature')],
  ['answer 502 without a signature', (answer) => turnedInto502(answer)],
];

function turnedInto502(answer: Parameters<Tamper>[0]): void {
  answer.headers.delete('sycee-signature');
  Object.assign(answer, { status: 502, body: '<html>' });
}

test('no spoilt answer is believed', { timeout: 60_000 }, async () => {
  tampering = SPOILT.map(([, tamper]) => tamper);
  const orders = await Promise.all(SPOILT.map(() => place(700)));
  const ends = await Promise.all(orders.map(settled));
  expect(new Set(ends.map(({ state }) => state))).toEqual(new Set(['succeeded']));
  const { rows } = await bank.pool.query<{ trouble: string }>(
    `select trouble from payments.card_instructions where order_id = any($1) order by 1`,
    [orders.map(({ id }) => uuidOf(id))],
  );
  const troubles = rows.map(({ trouble }) => trouble);
  expect(troubles).toEqual(SPOILT.map(([trouble]) => trouble).toSorted());
  await booksAgree();
});

test('an answer to another request cannot stand in for this one', { timeout: 60_000 }, async () => {
  const kept = { status: 0, body: '', headers: new Headers() };
  tampering = [(answer) => void Object.assign(kept, answer)];
  await settled(await place(700));
  tampering = [(answer) => void Object.assign(answer, kept)];
  const order = await place(700);
  expect((await settled(order)).state).toBe('succeeded');
  expect(tampering).toEqual([]);
  await booksAgree();
});

test('while the fate is being checked, the order says so', { timeout: 60_000 }, async () => {
  await sandbox.fail({ mode: 'lost_answer' });
  const order = await place(300);
  await untilInTrouble(order);
  const { body } = await customer.get<OrderView>(`/v1/orders/${order.id}`);
  expect(body.notice).toMatchObject({ code: 'checking_with_card_bank' });
  await sandbox.fail({ mode: 'none' });
  await bank.database.transact(endPauses);
  expect((await settled(order)).state).toBe('succeeded');
});

test('after the deadline the card bank is made to give its final word', async () => {
  await sandbox.fail({ mode: 'lost_request' });
  const lost = await place(400, '/v1/withdrawals');
  await untilInTrouble(lost);
  await sandbox.fail({ mode: 'lost_answer' });
  const paid = await place(401, '/v1/withdrawals');
  await untilInTrouble(paid);
  await passDeadlines();
  await sandbox.fail({ mode: 'none' });
  await bank.database.transact(endPauses);
  expect(await settled(lost)).toMatchObject({
    state: 'failed',
    failure: { code: 'card_bank_gave_up' },
  });
  expect((await settled(paid)).state).toBe('succeeded');
  await booksAgree();
});

async function instructions(): Promise<Record<'open' | 'succeeded', number>> {
  const { rows } = await bank.pool.query<Record<'open' | 'succeeded', number>>(
    `select count(*) filter (where state = 'open')::integer as open,
       count(*) filter (where state = 'succeeded')::integer as succeeded
     from payments.card_instructions`,
  );
  return rows[0] ?? { open: 0, succeeded: 0 };
}

async function untilInTrouble({ id }: OrderView): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const { body } = await customer.get<OrderView>(`/v1/orders/${id}`);
    if (body.notice !== null) return;
    await pause(20);
  }
  throw new Error(`${id} is not in trouble`);
}

/** Lets the deadline of all open instructions be over; the server itself may not move it. */
async function passDeadlines(): Promise<void> {
  const owner = new pg.Client({ connectionString: bank.url });
  await owner.connect();
  await owner.query(`update payments.card_instructions
    set close_after = now() - interval '1 second' where state = 'open'`);
  await owner.end();
}

test('the card bank is killed under load and comes back', { timeout: 120_000 }, async () => {
  const proofs: string[] = [];
  for (let count = 0; count < 30; count++) proofs.push(await customer.proof());
  // Slow enough to be killed while it is at work.
  await sandbox.fail({ mode: 'slow', delay_ms: 200 });
  const doneBefore = (await instructions()).succeeded;
  const load = proofs.map(async (proof, at) => {
    const path = at % 3 === 0 ? '/v1/withdrawals' : '/v1/top-ups';
    const body = { card_id: cardId, amount: cny(100 + at) };
    const { session } = customer;
    return (await bank.call<OrderView>(path, { session, body, key: true, proof })).body;
  });
  while ((await instructions()).succeeded < doneBefore + 4) await pause(10);
  await sandbox.kill();
  const orders = await Promise.all(load);
  expect((await instructions()).open).toBeGreaterThan(0);
  expect(await customer.get('/v1/card-bins/622848')).toMatchObject({
    status: 503,
    body: { code: 'payments.card_bank_unavailable', retryable: true, money_moved: 'no' },
  });
  await sandbox.start();
  await sandbox.fail({ mode: 'none' });
  // The pauses have grown while it was away; nobody needs to wait them out.
  await bank.database.transact(endPauses);
  const ends = await Promise.all(orders.map(settled));
  expect(ends.filter(({ state }) => state === 'succeeded')).toHaveLength(30);
  await booksAgree();
});
