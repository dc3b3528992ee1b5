// Only the bank is heard, once per request: forged, stale and replayed requests are refused, and
// refusals to strangers do not carry our signature.

import { generateKeyPairSync, randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { testWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const bin = { method: 'GET', path: '/card-bank/v1/bins/999901' } as const;

test('an honest request is answered with a signature that covers its nonce', async () => {
  const answer = await world.signed(bin);
  expect(answer).toMatchObject({ status: 200, signed: true });
  expect(answer.body).toEqual({
    bank_name: 'Cinnabar Bank',
    bank_name_zh: '朱砂银行',
    card_type: 'debit',
  });
});

test('a refusal of an authenticated request is signed too', async () => {
  const answer = await world.signed({ method: 'GET', path: '/card-bank/v1/bins/123456' });
  expect(answer).toEqual({ status: 404, body: { code: 'bin_unknown' }, signed: true });
});

test.each([
  ['another key', { key: generateKeyPairSync('ed25519').privateKey }, 'signature_invalid'],
  ['an unknown key id', { keyId: 'somebody' }, 'key_unknown'],
  ['another path than signed', { sentPath: '/card-bank/v1/bins/999902' }, 'signature_invalid'],
  ['a query that was not signed', { sentPath: `${bin.path}?x=1` }, 'signature_invalid'],
  ['a nonce that is too short to be chance', { nonce: 'abc' }, 'signature_missing'],
  ['a timestamp that is no number', { timestamp: 'now' }, 'signature_missing'],
])('%s is refused, unsigned', async (_name, tampering, code) => {
  expect(await world.signed(bin, tampering)).toEqual({
    status: 401,
    body: { code },
    signed: false,
  });
});

test('a body changed on the way is refused', async () => {
  const body = { reference: 'r', to: '+8613800000001', sender: 'Sycee', text: 'hello' };
  const sentBody = JSON.stringify({ ...body, text: 'hullo' });
  const answer = await world.signed({ path: '/sms/v1/messages', body }, { sentBody });
  expect(answer).toMatchObject({ status: 401, body: { code: 'signature_invalid' } });
});

test.each([
  [-301, 401],
  [-299, 200],
  [299, 200],
  [301, 401],
])('a timestamp %i seconds from our clock answers %i', async (seconds, status) => {
  const timestamp = String(Math.floor(world.clock.now() / 1000) + seconds);
  expect(await world.signed(bin, { timestamp })).toMatchObject({ status });
});

test('a request that is sent twice as it is, is performed once', async () => {
  const nonce = randomUUID();
  expect(await world.signed(bin, { nonce })).toMatchObject({ status: 200 });
  expect(await world.signed(bin, { nonce })).toMatchObject({
    status: 401,
    body: { code: 'nonce_replayed' },
    signed: false,
  });
});

test('of ten copies that race, one is performed', async () => {
  const nonce = randomUUID();
  const copies = Array.from({ length: 10 }, () => world.signed(bin, { nonce }));
  const answers = await Promise.all(copies);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('a request without signature headers is refused', async () => {
  expect(await world.open(bin)).toMatchObject({ status: 401, body: { code: 'signature_missing' } });
});

test('unknown fields and wrong types are refused before anything happens', async () => {
  const good = { reference: 'r2', to: '+8613800000001', sender: 'Sycee', text: 'hello' };
  const wrong = [{ ...good, extra: 1 }, { ...good, to: '1380000' }, { ...good, text: 7 }, {}];
  for (const body of wrong) {
    expect(await world.signed({ path: '/sms/v1/messages', body })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  }
});
