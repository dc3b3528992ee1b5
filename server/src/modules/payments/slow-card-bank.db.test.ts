// A card bank that takes its time while customers wait: the rest of the bank does not notice.

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { TestReply } from '../../platform/testing/call.ts';
import { shutGate, type Gate } from '../../platform/testing/gate.ts';
import { openTransactions } from '../../platform/testing/open-transactions.ts';
import { testBank, type TestBank } from '../../testing.ts';
import type { CardBank } from './card-bank.ts';
import { type AppCustomer, openAccount, type Problem, signUp } from './testing/app-customer.ts';
import { testCardBank, testCardNumber } from './testing.ts';

let bank: TestBank;
let customer: AppCustomer;

const quick = testCardBank();
/** Where the card bank is held up. */
let held: { readonly at: keyof CardBank; readonly gate: Gate } | undefined;

const hold = async (place: keyof CardBank): Promise<void> => {
  if (held?.at === place) await held.gate.pass();
};
const cardBank: CardBank = {
  ...quick,
  lookUpBin: (digits) => hold('lookUpBin').then(() => quick.lookUpBin(digits)),
  checkFactors: (...asked) => hold('checkFactors').then(() => quick.checkFactors(...asked)),
  confirmCode: (...asked) => hold('confirmCode').then(() => quick.confirmCode(...asked)),
};

beforeAll(async () => {
  bank = await testBank({ cardBank });
  const person = { name: '林小雨', id_number: '11010519491231002X', phone: '+8613900000001' };
  customer = await signUp(bank, person);
  await openAccount(customer);
});
afterAll(() => bank.close());

/** Holds the card bank up until so many wait for it; answers how they fared in the end. */
async function heldUp<Body>(
  at: keyof CardBank,
  { asking, waiting }: { asking: readonly (() => Promise<TestReply<Body>>)[]; waiting: number },
): Promise<TestReply<Body>[]> {
  const gate = shutGate();
  held = { at, gate };
  let answered = 0;
  const asked = asking.map((ask) => ask().finally(() => void (answered += 1)));
  await gate.reached(waiting);
  // Whoever does not wait has been refused by now.
  await vi.waitFor(() => expect(answered).toBe(asking.length - waiting));
  await theBankGoesOn();
  gate.open();
  held = undefined;
  return Promise.all(asked);
}

async function theBankGoesOn(): Promise<void> {
  expect(await openTransactions(bank.url)).toEqual([]);
  const replies = await Promise.all(
    ['/v1/me', '/v1/accounts', '/v1/cards', '/v1/orders'].map((path) => customer.get(path)),
  );
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
}

test('bins, card checks and codes wait for the card bank, and nobody waits for them', async () => {
  const bins = Array.from({ length: 40 }, (_, count) => `/v1/card-bins/${622_200 + count}`);
  const named = await heldUp('lookUpBin', {
    asking: bins.map((path) => () => customer.get(path)),
    waiting: 40,
  });
  expect(statusesOf(named)).toEqual({ 200: 40 });

  const numbers = Array.from({ length: 16 }, (_, count) => testCardNumber(700 + count));
  const checks = await heldUp<{ verification_id: string }>('checkFactors', {
    asking: numbers.map((number) => () => {
      const card = { card_number: number, phone: '+8613900000001' };
      return customer.post('/v1/cards', card);
    }),
    waiting: 10,
  });
  // Ten a day, also when all of them come at once and none has an answer yet.
  expect(statusesOf(checks)).toEqual({ 202: 10, 429: 6 });

  const started = checks.filter(({ status }) => status === 202);
  const bound = await heldUp('confirmCode', {
    asking: started.map(({ body }) => () => {
      const path = `/v1/card-verifications/${body.verification_id}/confirmation`;
      return customer.post(path, { code: '123456' });
    }),
    waiting: 10,
  });
  expect(statusesOf(bound)).toEqual({ 201: 10 });
});

test('who has signed out meanwhile gets no card', async () => {
  const other = await signUp(bank, {
    name: '陈浩',
    id_number: '110105194912310038',
    phone: '+8613900000002',
  });
  const check = await other.post<{ verification_id: string }>('/v1/cards', {
    card_number: testCardNumber(800),
    phone: '+8613900000002',
  });
  const gate = shutGate();
  held = { at: 'confirmCode', gate };
  const path = `/v1/card-verifications/${check.body.verification_id}/confirmation`;
  const bound = other.post<Problem>(path, { code: '123456' });
  await gate.reached(1);
  await bank.call('/v1/sessions/current', { method: 'DELETE', session: other.session });
  gate.open();
  expect((await bound).body.code).toBe('platform.unauthenticated');
});

function statusesOf(replies: readonly { readonly status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
