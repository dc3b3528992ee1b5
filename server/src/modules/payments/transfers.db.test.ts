// Money between customers: at once or held, with limits, and with everybody in a hurry.

import { type Id, minor } from '@sycee/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { codeOf } from '../parties/testing.ts';
import { acceptTransfer } from './accept-transfer.ts';
import { expireTransfers } from './expire-transfers.ts';
import type { TransferRequest } from './judge-transfer.ts';
import type { Order } from './order.ts';
import { returnTransfer } from './return-transfer.ts';
import { findOrder } from './store-order-lists.ts';
import { type Bound, boundCustomer, customer, fund, fundsOf } from './testing.ts';
import { sendTransfer, testCardBank, yuan } from './testing.ts';

let bank: TestDatabase;
const cardBank = testCardBank();
let serial = 100;

beforeAll(async () => {
  bank = await testDatabase({ module: 'payments' });
});
afterAll(() => bank.close());

async function person(yuanFunded = 0): Promise<Bound> {
  serial += 1;
  const bound = await boundCustomer(bank.database, cardBank, { number: serial });
  if (yuanFunded > 0) await fund(bank.database, cardBank, bound, yuan(yuanFunded));
  return bound;
}

async function poorPerson() {
  serial += 1;
  return customer(bank.database, { number: serial });
}

type Side = { readonly partyId: Id<'party'> };

function send(payer: Side, payee: Side, amountMinor: bigint, more: Partial<TransferRequest> = {}) {
  return bank.database.transact((tx) =>
    sendTransfer(tx, {
      payerId: payer.partyId,
      payeeId: payee.partyId,
      amountMinor: minor(amountMinor),
      note: null,
      arrival: 'instant',
      ...more,
    }),
  );
}

function hold(payer: Side, payee: Side, amountMinor: bigint) {
  return send(payer, payee, amountMinor, { arrival: 'on_acceptance' });
}

function accept(payee: Side, order: Order) {
  return bank.database.transact((tx) => acceptTransfer(tx, payee.partyId, order.id));
}

function giveBack(payee: Side, order: Order) {
  return bank.database.transact((tx) => returnTransfer(tx, payee.partyId, order.id));
}

function expire() {
  return bank.database.transact(expireTransfers);
}

async function stateOf(order: Order): Promise<string | undefined> {
  const { payerId } = order;
  const found = await bank.database.read((tx) => findOrder(tx, payerId ?? 'party_', order.id));
  return found?.state;
}

async function available(one: Bound): Promise<bigint> {
  return (await fundsOf(bank.database, one)).availableMinor;
}

test('an instant transfer is there at once and settles the order', async () => {
  const [payer, payee] = [await person(100), await person()];
  const order = await send(payer, payee, 3_001n, { note: ' lunch ' });
  expect(order).toMatchObject({ state: 'succeeded', note: 'lunch', settledAt: bank.clock.now() });
  expect([await available(payer), await available(payee)]).toEqual([6_999n, 3_001n]);
});

test('the last fen can be sent, one more cannot', async () => {
  const [payer, payee] = [await person(10), await person()];
  const refused = send(payer, payee, 1_001n).catch((error: unknown) => error);
  expect(await refused).toMatchObject({
    code: 'payments.insufficient_funds',
    facts: { available: '10.00', available_minor: '1000' },
  });
  expect((await send(payer, payee, 1_000n)).state).toBe('succeeded');
  expect(await available(payer)).toBe(0n);
});

test('who cannot send, and to whom nothing can be sent', async () => {
  const [payer, noAccount] = [await person(10), { partyId: 'party_' + '0'.repeat(26) } as Side];
  expect(await codeOf(send(payer, payer, 1n))).toBe('payments.payee_is_payer');
  expect(await codeOf(send(payer, noAccount, 1n))).toBe('payments.payee_cannot_receive');
  expect(await codeOf(send(noAccount, payer, 1n))).toBe('payments.account_needed');
  const tooMuch = send(payer, await person(), 20_000_001n);
  expect(await codeOf(tooMuch)).toBe('payments.amount_out_of_bounds');
  const noted = send(payer, await person(), 1n, { note: 'x'.repeat(61) });
  expect(await codeOf(noted)).toBe('payments.note_invalid');
});

test('class II sends 10 000.00 a day, to the fen, and again the next day', async () => {
  const [payer, payee] = [await person(30_000), await person()];
  await send(payer, payee, yuan(9_999));
  const over = send(payer, payee, 101n).catch((error: unknown) => error);
  expect(await over).toMatchObject({
    code: 'payments.day_limit_exceeded',
    facts: { left: '1.00', left_minor: '100' },
  });
  await send(payer, payee, 100n);
  expect(await codeOf(send(payer, payee, 1n))).toBe('payments.day_limit_exceeded');
  bank.clock.advance(86_400);
  expect(await codeOf(send(payer, payee, yuan(10_000)))).toBe('accepted');
});

test('class II sends 200 000.00 a year', async () => {
  const [payer, payee] = [await person(50_000), await person()];
  for (let round = 0; round < 4; round++) await fund(bank.database, cardBank, payer, yuan(50_000));
  for (let day = 0; day < 20; day++) {
    bank.clock.advance(86_400);
    await send(payer, payee, yuan(10_000));
  }
  bank.clock.advance(86_400);
  expect(await codeOf(send(payer, payee, 1n))).toBe('payments.year_limit_exceeded');
});

test('an account of class III never holds more than 2 000.00', async () => {
  const [payer, payee] = [await person(5_000), await poorPerson()];
  const over = send(payer, payee, yuan(2_000) + 1n);
  expect(await codeOf(over)).toBe('payments.balance_limit_exceeded');
  await hold(payer, payee, yuan(1_500));
  expect(await codeOf(send(payer, payee, yuan(501)))).toBe('payments.balance_limit_exceeded');
  expect(await codeOf(send(payer, payee, yuan(500)))).toBe('accepted');
});

test('a held transfer is out of reach of both until it is accepted', async () => {
  const [payer, payee] = [await person(100), await person()];
  const order = await hold(payer, payee, 4_000n);
  expect(order.state).toBe('awaiting_acceptance');
  expect([await available(payer), await available(payee)]).toEqual([6_000n, 0n]);
  expect(await codeOf(send(payer, payee, 6_001n))).toBe('payments.insufficient_funds');
  expect((await accept(payee, order)).state).toBe('succeeded');
  expect([await available(payer), await available(payee)]).toEqual([6_000n, 4_000n]);
});

test("a returned transfer is the payer's again, and so is its limit", async () => {
  const [payer, payee] = [await person(20_000), await person()];
  const order = await hold(payer, payee, yuan(10_000));
  expect(await codeOf(send(payer, payee, 1n))).toBe('payments.day_limit_exceeded');
  expect((await giveBack(payee, order)).state).toBe('returned');
  expect(await available(payer)).toBe(yuan(20_000));
  expect(await codeOf(send(payer, payee, yuan(10_000)))).toBe('accepted');
});

test('only the payee answers a transfer; to all others it does not exist', async () => {
  const [payer, payee, stranger] = [await person(100), await person(), await person()];
  const order = await hold(payer, payee, 1_000n);
  for (const answer of [accept, giveBack]) {
    expect(await codeOf(answer(payer, order))).toBe('payments.order_not_found');
    expect(await codeOf(answer(stranger, order))).toBe('payments.order_not_found');
  }
  const instant = await send(payer, payee, 1n);
  expect(await codeOf(accept(payee, instant))).toBe('payments.order_not_awaiting');
  expect(await available(payee)).toBe(1n);
});

test('after 24 hours a transfer goes back, and cannot be accepted even before it has', async () => {
  const [payer, payee] = [await person(100), await person()];
  bank.clock.advance(86_400);
  await expire();
  const order = await hold(payer, payee, 1_000n);
  bank.clock.advance(86_399);
  expect(await expire()).toBe(0);
  bank.clock.advance(1);
  expect(await codeOf(accept(payee, order))).toBe('payments.order_not_awaiting');
  expect(await expire()).toBe(1);
  expect(await stateOf(order)).toBe('expired');
  expect(await available(payer)).toBe(10_000n);
  expect(await codeOf(giveBack(payee, order))).toBe('payments.order_not_awaiting');
});

test('hundreds of overdue transfers expire in two batches, shared by two workers', async () => {
  const [payer, payee] = [await person(1_000), await person()];
  for (let count = 0; count < 250; count++) await hold(payer, payee, 100n);
  bank.clock.advance(86_400);
  const counts = await Promise.all([expire(), expire(), expire()]);
  expect(counts.reduce((sum, count) => sum + count, 0) + (await expire())).toBe(250);
  expect(await available(payer)).toBe(yuan(1_000));
}, 60_000);

test('accepting, returning and expiring at once: exactly one wins', async () => {
  const [payer, payee] = [await person(100), await person()];
  for (let round = 0; round < 12; round++) {
    const order = await hold(payer, payee, 100n);
    const paid = await available(payee);
    const answers = await Promise.all([
      codeOf(accept(payee, order)),
      codeOf(giveBack(payee, order)),
      codeOf(accept(payee, order)),
    ]);
    expect(answers.filter((code) => code === 'accepted')).toHaveLength(1);
    expect(answers.filter((code) => code === 'payments.order_not_awaiting')).toHaveLength(2);
    const accepted = (await stateOf(order)) === 'succeeded';
    expect(await available(payee)).toBe(paid + (accepted ? 100n : 0n));
  }
});

test('returning while it expires gives back once', async () => {
  const [payer, payee] = [await person(100), await person()];
  const order = await hold(payer, payee, 1_000n);
  bank.clock.advance(86_399);
  const returning = codeOf(giveBack(payee, order));
  bank.clock.advance(1);
  await Promise.all([returning, expire(), expire()]);
  // An order that was just being answered is left alone by a round; the next one finds it.
  await expire();
  expect(await available(payer)).toBe(10_000n);
  expect(['returned', 'expired']).toContain(await stateOf(order));
});

test('two devices cannot spend the same money', async () => {
  const [payer, payee] = [await person(100), await person()];
  const codes = await Promise.all(
    Array.from({ length: 20 }, () => codeOf(send(payer, payee, 1_500n))),
  );
  expect(codes.filter((code) => code === 'accepted')).toHaveLength(6);
  expect(codes.filter((code) => code === 'payments.insufficient_funds')).toHaveLength(14);
  expect([await available(payer), await available(payee)]).toEqual([1_000n, 9_000n]);
});

test('two devices cannot pass a limit together', async () => {
  const [payer, payee] = [await person(20_000), await person()];
  const codes = await Promise.all(
    Array.from({ length: 6 }, () => codeOf(send(payer, payee, yuan(3_000)))),
  );
  expect(codes.filter((code) => code === 'accepted')).toHaveLength(3);
  expect(await available(payee)).toBe(yuan(9_000));
});

test('many payers cannot fill an account of class III beyond its limit together', async () => {
  const payers = await Promise.all([person(1_000), person(1_000), person(1_000), person(1_000)]);
  const payee = await poorPerson();
  const codes = await Promise.all(payers.map((payer) => codeOf(send(payer, payee, yuan(900)))));
  expect(codes.filter((code) => code === 'accepted')).toHaveLength(2);
  expect((await fundsOf(bank.database, payee)).postedMinor).toBe(yuan(1_800));
});

test('two customers who pay each other at once never wait for each other for ever', async () => {
  const [one, two] = [await person(100), await person(100)];
  const codes = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      codeOf(at % 2 === 0 ? send(one, two, 100n) : send(two, one, 100n)),
    ),
  );
  expect(new Set(codes)).toEqual(new Set(['accepted']));
  expect([await available(one), await available(two)]).toEqual([10_000n, 10_000n]);
});
