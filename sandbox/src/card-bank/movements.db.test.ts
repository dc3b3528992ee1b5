// Debits and credits move a card's money exactly once per reference, whatever is repeated, raced,
// closed or refused.

import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { boundToken, cardBalance, testWorld, violationsOn, type TestWorld } from '../testing.ts';

let world: TestWorld;
let token: string;
beforeAll(async () => {
  world = await testWorld();
  token = await boundToken(world);
});
afterAll(async () => {
  expect(await violationsOn(world.databaseUrl)).toEqual([]);
  await world.close();
});

const move = (kind: 'debit' | 'credit', reference: string, amountMinor: bigint, more = {}) =>
  world.signed({
    path: `/card-bank/v1/${kind}s`,
    body: {
      reference,
      card_token: token,
      amount_minor: amountMinor.toString(),
      currency: 'CNY',
      ...more,
    },
  });

const enquire = (reference: string) =>
  world.signed({ method: 'GET', path: `/card-bank/v1/transactions/${reference}` });

const close = (reference: string) =>
  world.signed({ path: `/card-bank/v1/transactions/${reference}/close` });

test('a debit takes, a credit gives, and the enquiry tells the same', async () => {
  const before = await cardBalance(world);
  const [debit, credit] = [randomUUID(), randomUUID()];
  const answer = await move('debit', debit, 12_345n);
  expect(answer).toMatchObject({
    status: 200,
    signed: true,
    body: { reference: debit, status: 'succeeded', reason: null, at: '2026-03-02T02:00:00.000Z' },
  });
  expect(await move('credit', credit, 45n)).toMatchObject({ body: { status: 'succeeded' } });
  expect(await cardBalance(world)).toBe(before - 12_300n);
  expect(await enquire(debit)).toEqual(answer);
});

test('a repeated debit has the same answer and takes nothing more', async () => {
  const reference = randomUUID();
  const first = await move('debit', reference, 500n);
  const after = await cardBalance(world);
  expect(await move('debit', reference, 500n)).toEqual(first);
  expect(await cardBalance(world)).toBe(after);
});

test.each([
  ['another amount', 'debit', 501n, {}],
  ['another direction', 'credit', 500n, {}],
  ['another card', 'debit', 500n, { card_token: 'tok_other' }],
] as const)('a reference with %s is refused', async (_name, kind, amountMinor, more) => {
  const reference = randomUUID();
  await move('debit', reference, 500n);
  const after = await cardBalance(world);
  expect(await move(kind, reference, amountMinor, more)).toMatchObject({
    status: 409,
    body: { code: 'reference_reused' },
  });
  expect(await cardBalance(world)).toBe(after);
});

test('ten copies of a debit that race take once', async () => {
  const [reference, before] = [randomUUID(), await cardBalance(world)];
  const copies = Array.from({ length: 10 }, () => move('debit', reference, 700n));
  const answers = (await Promise.all(copies)).map(({ body }) => body);
  expect(new Set(answers.map((body) => JSON.stringify(body))).size).toBe(1);
  expect(await cardBalance(world)).toBe(before - 700n);
});

test('debits that race for the last money do not overdraw the card', async () => {
  const each = (await cardBalance(world)) / 3n;
  const rivals = Array.from({ length: 8 }, () => move('debit', randomUUID(), each));
  const answers = (await Promise.all(rivals)).map(({ body }) => body);
  expect(answers.filter(({ status }) => status === 'succeeded')).toHaveLength(3);
  expect(answers.filter(({ reason }) => reason === 'insufficient_funds')).toHaveLength(5);
  await move('credit', randomUUID(), each * 3n);
});

test('a blocked card neither takes nor gives', async () => {
  const { body } = await world.open({ path: '/control/cards' });
  const [card] = body['items'] as { card_number: string }[];
  const path = `/control/cards/${card?.card_number}/status`;
  await world.open({ method: 'PUT', path, body: { status: 'inactive' } });
  for (const kind of ['debit', 'credit'] as const) {
    expect(await move(kind, randomUUID(), 1n)).toMatchObject({
      body: { status: 'failed', reason: 'card_inactive' },
    });
  }
  await world.open({ method: 'PUT', path, body: { status: 'active' } });
});

test('an unknown reference is told as unknown, and once closed never executes', async () => {
  const [reference, before] = [randomUUID(), await cardBalance(world)];
  expect(await enquire(reference)).toMatchObject({
    status: 404,
    body: { code: 'reference_unknown' },
    signed: true,
  });
  expect(await close(reference)).toMatchObject({ status: 200, body: { status: 'closed' } });
  expect(await move('debit', reference, 900n)).toMatchObject({
    status: 200,
    body: { status: 'failed', reason: 'reference_closed' },
  });
  expect(await enquire(reference)).toMatchObject({ body: { status: 'closed' } });
  expect(await cardBalance(world)).toBe(before);
});

test('closing a reference that executed leaves it as it is', async () => {
  const reference = randomUUID();
  await move('debit', reference, 100n);
  expect(await close(reference)).toMatchObject({ body: { status: 'succeeded' } });
});

test('a debit and a close that race agree on what happened', async () => {
  for (let round = 0; round < 10; round++) {
    const [reference, before] = [randomUUID(), await cardBalance(world)];
    const [debit, end] = await Promise.all([move('debit', reference, 10n), close(reference)]);
    const executed = debit.body['status'] === 'succeeded';
    expect(end.body['status']).toBe(executed ? 'succeeded' : 'closed');
    expect(await cardBalance(world)).toBe(executed ? before - 10n : before);
  }
});

test.each([['0'], ['-1'], ['1.5'], ['01'], ['1e3'], [''], ['9'.repeat(20)]])(
  "the amount '%s' is refused",
  async (amount) => {
    const answer = await move('debit', randomUUID(), 1n, { amount_minor: amount });
    expect(answer).toMatchObject({ status: 400 });
  },
);

test('an amount beyond what a ledger holds, or another currency, is refused', async () => {
  const huge = { amount_minor: '9999999999999999999' };
  expect(await move('debit', randomUUID(), 1n, huge)).toMatchObject({ status: 422 });
  expect(await move('debit', randomUUID(), 1n, { currency: 'USD' })).toMatchObject({ status: 400 });
});

test('the settlement lists what succeeded in a span, once', async () => {
  world.clock.advance(100);
  const [taken, given, failed] = [randomUUID(), randomUUID(), randomUUID()];
  await move('debit', taken, 300n);
  await move('credit', given, 200n);
  await move('debit', failed, 10n ** 15n);
  const path = '/card-bank/v1/settlement?from=2026-03-02T02:01:40.000Z&to=2026-03-02T02:02:00.000Z';
  const { body } = await world.signed({ method: 'GET', path });
  expect(body).toMatchObject({
    debits: { count: 1, total_minor: '300' },
    credits: { count: 1, total_minor: '200' },
    currency: 'CNY',
  });
  const items = body['items'] as { reference: string }[];
  expect(items.map(({ reference }) => reference).toSorted()).toEqual([taken, given].toSorted());
});
