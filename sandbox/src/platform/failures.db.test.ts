// Each failure switch does the harm it names, for as many requests as it was set, and money stays
// what it should be.

import { randomUUID } from 'node:crypto';

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

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
afterEach(() => fail('none'));

const fail = (mode: string, more: object = {}) =>
  world.open({
    method: 'PUT',
    path: '/control/failures',
    body: { target: 'card-bank', mode, ...more },
  });

const debit = (reference: string) =>
  world.signed({
    path: '/card-bank/v1/debits',
    body: { reference, card_token: token, amount_minor: '100', currency: 'CNY' },
  });

const enquire = async (reference: string) =>
  (await world.signed({ method: 'GET', path: `/card-bank/v1/transactions/${reference}` })).body;

test('down: nothing happens and the answer is not signed, until it is switched off', async () => {
  const [reference, before] = [randomUUID(), await cardBalance(world)];
  await fail('down');
  expect(await debit(reference)).toMatchObject({ status: 503, signed: false });
  expect(await debit(reference)).toMatchObject({ status: 503, signed: false });
  await fail('none');
  expect(await enquire(reference)).toMatchObject({ code: 'reference_unknown' });
  expect(await cardBalance(world)).toBe(before);
});

test('lost request: the connection ends and nothing happened', async () => {
  const reference = randomUUID();
  await fail('lost_request', { count: 1 });
  await expect(debit(reference)).rejects.toThrow();
  expect(await enquire(reference)).toMatchObject({ code: 'reference_unknown' });
});

test('lost answer: the connection ends, but the money moved; asking again tells so', async () => {
  const [reference, before] = [randomUUID(), await cardBalance(world)];
  await fail('lost_answer', { count: 1 });
  await expect(debit(reference)).rejects.toThrow();
  expect(await enquire(reference)).toMatchObject({ status: 'succeeded' });
  expect(await debit(reference)).toMatchObject({ body: { status: 'succeeded' } });
  expect(await cardBalance(world)).toBe(before - 100n);
});

test.each(['slow', 'late_answer'])('%s: the answer comes after the delay', async (mode) => {
  const reference = randomUUID();
  await fail(mode, { count: 1, delay_ms: 300 });
  const late = debit(reference);
  await arrived();
  expect(await enquire(reference)).toMatchObject({ code: 'reference_unknown' });
  expect(await late).toMatchObject({ status: 200, body: { status: 'succeeded' }, signed: true });
});

test('slow: any number of requests may be delayed at once, without a warning', async () => {
  const warnings: string[] = [];
  const note = ({ message }: Error): void => void warnings.push(message);
  process.on('warning', note);
  await fail('slow', { count: 20, delay_ms: 300 });
  const answers = await Promise.all(Array.from({ length: 20 }, () => debit(randomUUID())));
  process.off('warning', note);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(warnings.filter((message) => message.includes('leak'))).toEqual([]);
});

test('late answer: a reference that was closed meanwhile does not execute', async () => {
  const [reference, before] = [randomUUID(), await cardBalance(world)];
  await fail('late_answer', { count: 1, delay_ms: 300 });
  const late = debit(reference);
  const path = `/card-bank/v1/transactions/${reference}/close`;
  await arrived();
  expect(await world.signed({ path })).toMatchObject({ body: { status: 'closed' } });
  expect(await late).toMatchObject({ body: { status: 'failed', reason: 'reference_closed' } });
  expect(await cardBalance(world)).toBe(before);
});

test('duplicate: a request that arrives twice moves money once', async () => {
  const before = await cardBalance(world);
  await fail('duplicate', { count: 1 });
  expect(await debit(randomUUID())).toMatchObject({ body: { status: 'succeeded' } });
  expect(await cardBalance(world)).toBe(before - 100n);
});

test('a count is used up one by one, also by requests that race', async () => {
  await fail('down', { count: 3 });
  const answers = await Promise.all(Array.from({ length: 8 }, () => debit(randomUUID())));
  expect(answers.filter(({ status }) => status === 503)).toHaveLength(3);
  expect(new Set(Object.values(await failures()))).toEqual(new Set(['none']));
});

test('one target fails alone', async () => {
  await fail('down');
  const body = { reference: randomUUID(), to: '+8613800000009', sender: 'Sycee', text: 'hi' };
  expect(await world.signed({ path: '/sms/v1/messages', body })).toMatchObject({ status: 202 });
  await world.open({
    method: 'PUT',
    path: '/control/failures',
    body: { target: 'sms', mode: 'down', count: 1 },
  });
  expect(await world.signed({ path: '/sms/v1/messages', body })).toMatchObject({ status: 503 });
});

/** The request that was to fail is on its way: it has used up the switch. */
const arrived = () => expect.poll(async () => (await failures())['card-bank']).toBe('none');

async function failures(): Promise<Record<string, string>> {
  const { body } = await world.open({ path: '/control/failures' });
  const items = body['items'] as { target: string; mode: string }[];
  return Object.fromEntries(items.map(({ target, mode }) => [target, mode]));
}
