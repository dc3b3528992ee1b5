// Binding a card: four factors with one answer whichever is wrong, and a code that nobody guesses.

import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newestCode, personaCard, testWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
let factors: Record<'name' | 'id_number' | 'card_number' | 'phone', string>;
beforeAll(async () => {
  world = await testWorld();
  const { name, id_number, card_number, phone } = await personaCard(world);
  factors = { name, id_number, card_number, phone };
});
afterAll(() => world.close());

const verify = (changes: object = {}, reference = randomUUID()) =>
  world.signed({
    path: '/card-bank/v1/verifications',
    body: { reference, ...factors, ...changes },
  });

const confirm = (id: unknown, code: string) =>
  world.signed({ path: `/card-bank/v1/verifications/${String(id)}/confirmation`, body: { code } });

const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

test('the right factors send a code, and the code gives a token for the card', async () => {
  const verification = await verify();
  expect(verification).toMatchObject({ status: 201, signed: true });
  expect(verification.body['expires_at']).toBe('2026-03-02T02:05:00.000Z');
  const code = await newestCode(world, factors.phone);
  expect(await confirm(verification.body['verification_id'], code)).toMatchObject({
    status: 200,
    body: {
      card_token: expect.stringMatching(/^tok_/) as string,
      bank_name: 'Cinnabar Bank',
      bank_name_zh: '朱砂银行',
      card_type: 'debit',
      last4: factors.card_number.slice(-4),
    },
  });
});

test.each([
  ['name', { name: '林小雪' }],
  ['id number', { id_number: '310101199604120029' }],
  ['phone', { phone: '+8613800000002' }],
  ['card number', { card_number: '9999010000000000026' }],
])('a wrong %s gets the same answer as any other and no code', async (_factor, change) => {
  const before = await newestCode(world, factors.phone);
  expect(await verify(change)).toEqual({
    status: 422,
    body: { code: 'factors_mismatch' },
    signed: true,
  });
  expect(await newestCode(world, factors.phone)).toBe(before);
});

test('a blocked card cannot be bound, and nobody else learns that it is blocked', async () => {
  const path = `/control/cards/${factors.card_number}/status`;
  await world.open({ method: 'PUT', path, body: { status: 'inactive' } });
  expect(await verify()).toMatchObject({ status: 422, body: { code: 'card_inactive' } });
  expect(await verify({ name: '林小雪' })).toMatchObject({ body: { code: 'factors_mismatch' } });
  await world.open({ method: 'PUT', path, body: { status: 'active' } });
});

test('a repeated verification has the answer it had, and sends one message', async () => {
  const reference = randomUUID();
  const first = await verify({}, reference);
  const code = await newestCode(world, factors.phone);
  expect(await verify({}, reference)).toEqual(first);
  expect(await newestCode(world, factors.phone)).toBe(code);
  expect(await verify({ name: '林小雪' }, reference)).toMatchObject({
    status: 409,
    body: { code: 'reference_reused' },
  });
});

test('a confirmation that is sent again has the same token', async () => {
  const { body } = await verify();
  const code = await newestCode(world, factors.phone);
  const first = await confirm(body['verification_id'], code);
  expect(await confirm(body['verification_id'], code)).toEqual(first);
});

test('five wrong codes end a verification, also for the right code', async () => {
  const { body } = await verify();
  const code = await newestCode(world, factors.phone);
  for (const triesLeft of [4, 3, 2, 1, 0]) {
    expect(await confirm(body['verification_id'], otherThan(code))).toEqual({
      status: 422,
      body: { code: 'code_wrong', tries_left: triesLeft },
      signed: true,
    });
  }
  expect(await confirm(body['verification_id'], code)).toMatchObject({
    status: 422,
    body: { code: 'verification_expired' },
  });
});

test('wrong codes that race are all counted', async () => {
  const { body } = await verify();
  const code = await newestCode(world, factors.phone);
  const guesses = Array.from({ length: 12 }, () =>
    confirm(body['verification_id'], otherThan(code)),
  );
  const answers = await Promise.all(guesses);
  const wrong = answers.filter((answer) => answer.body['code'] === 'code_wrong');
  expect(
    wrong.map((answer) => Number(answer.body['tries_left'])).toSorted((a, b) => a - b),
  ).toEqual([0, 1, 2, 3, 4]);
});

test('a code lives for five minutes', async () => {
  const { body } = await verify();
  const code = await newestCode(world, factors.phone);
  world.clock.advance(300);
  expect(await confirm(body['verification_id'], code)).toMatchObject({
    status: 422,
    body: { code: 'verification_expired' },
  });
});

test('codes for one card run out within an hour, so that no one can try them all', async () => {
  world.clock.advance(3600);
  const sent = Array.from({ length: 20 }, () => verify());
  expect((await Promise.all(sent)).every(({ status }) => status === 201)).toBe(true);
  expect(await verify()).toMatchObject({ status: 422, body: { code: 'too_many_verifications' } });
  world.clock.advance(3600);
  expect(await verify()).toMatchObject({ status: 201 });
});
