// Top-ups and withdrawals against a card bank that answers, loses, and contradicts.

import { minor, uuidOf } from '@sycee/kit';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountsById, bankAccounts } from '#ledger';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { codeOf } from '../parties/testing.ts';
import { carryOutInstructions } from './carry-out-instructions.ts';
import type { Order } from './order.ts';
import { quoteWithdrawal } from './quote-withdrawal.ts';
import { recordFinalWord } from './record-final-word.ts';
import { showOrder } from './show-orders.ts';
import { claimInstructions, planNextAttempt } from './store-instructions.ts';
import { findOrder } from './store-order-lists.ts';
import { askUntilFinal, bindCard, type Bound, boundCustomer, withdrawn } from './testing.ts';
import { cardSettlementMinor, customer, fund, fundsOf, testCardBank, yuan } from './testing.ts';
import { topUp } from './top-up.ts';

let bank: TestDatabase;
const cardBank = testCardBank();
let serial = 300;

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

function bringIn({ partyId, cardId }: Omit<Bound, 'account'>, amountMinor: bigint) {
  const request = { partyId, cardId, amountMinor: minor(amountMinor) };
  return bank.database.transact((tx) => topUp(tx, request));
}

function takeOut({ partyId, cardId }: Omit<Bound, 'account'>, amountMinor: bigint) {
  const request = { partyId, cardId, amountMinor: minor(amountMinor) };
  return bank.database.transact((tx) => withdrawn(tx, request));
}

function round() {
  return carryOutInstructions(bank.database, cardBank);
}

async function allRounds(): Promise<void> {
  while (await round());
}

function view({ partyId }: Bound, { id }: Order) {
  return bank.database.read(async (tx) => {
    const order = await findOrder(tx, partyId, id);
    if (order === undefined) throw new Error('the order is gone');
    return showOrder(tx, { partyId, locale: 'en' }, order);
  });
}

async function asOwner(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: bank.url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function booksAgree(): Promise<void> {
  expect(await cardSettlementMinor(bank.database)).toBe(cardBank.owedMinor());
}

test('a top-up is credited when the card bank has said yes, and not before', async () => {
  const one = await person();
  const order = await bringIn(one, 12_345n);
  expect(order.state).toBe('processing');
  expect((await fundsOf(bank.database, one)).postedMinor).toBe(0n);
  await round();
  expect(await view(one, order)).toMatchObject({
    state: 'succeeded',
    direction: 'in',
    notice: null,
    counterparty: { name: 'Harbour Bank', card_last4: '1234' },
    timeline: [{ state: 'processing' }, { state: 'succeeded' }],
  });
  expect((await fundsOf(bank.database, one)).availableMinor).toBe(12_345n);
  await booksAgree();
});

test('a top-up that the card cannot pay fails with a reason and moves nothing', async () => {
  const one = await person();
  const order = await bringIn(one, 100n);
  cardBank.meet('no_money');
  await round();
  const { state, failure } = await view(one, order);
  expect([state, failure?.code]).toEqual(['failed', 'card_insufficient_funds']);
  expect(failure?.text).toContain('Nothing was taken');
  expect((await fundsOf(bank.database, one)).postedMinor).toBe(0n);
});

test.each([
  ['the request is lost', ['request_lost']],
  ['the answer is lost', ['answer_lost']],
  ['the answer cannot be believed', ['forged', 'forged']],
  ['the answer and the enquiry are lost', ['answer_lost', 'request_lost', 'answer_lost']],
  ['request, enquiry and second request are lost', ['request_lost', 'heard', 'answer_lost']],
] as const)('%s: the order says so, and money moves once', async (_, fates) => {
  const one = await person();
  const order = await bringIn(one, 5_000n);
  cardBank.meet(...fates);
  await round();
  const waiting = await view(one, order);
  expect(waiting.state).toBe('processing');
  expect(waiting.notice?.text).toContain('nothing is taken or paid twice');
  await askUntilFinal(bank.database, cardBank);
  expect(await view(one, order)).toMatchObject({ state: 'succeeded', notice: null });
  expect((await fundsOf(bank.database, one)).availableMinor).toBe(5_000n);
  await booksAgree();
});

test('after the deadline the reference is closed, and the hold comes back', async () => {
  const one = await person(100);
  const order = await takeOut(one, 5_000n);
  cardBank.meet('request_lost');
  await round();
  await asOwner(`update payments.card_instructions set close_after = now() - interval '1 s'`);
  await askUntilFinal(bank.database, cardBank);
  const { state, failure } = await view(one, order);
  expect([state, failure?.code]).toEqual(['failed', 'card_bank_gave_up']);
  expect((await fundsOf(bank.database, one)).availableMinor).toBe(10_000n);
  await booksAgree();
});

test('a deadline after the card bank has paid unseen still ends in success', async () => {
  const one = await person(100);
  const order = await takeOut(one, 5_000n);
  cardBank.meet('answer_lost');
  await round();
  await asOwner(`update payments.card_instructions set close_after = now() - interval '1 s'`);
  await askUntilFinal(bank.database, cardBank);
  expect((await view(one, order)).state).toBe('succeeded');
  expect((await fundsOf(bank.database, one)).postedMinor).toBe(5_000n);
  await booksAgree();
});

test('a withdrawal holds amount and fee, and pays both on the final word', async () => {
  const one = await person(3_000);
  const order = await takeOut(one, yuan(2_000));
  expect(order.feeMinor).toBe(100n);
  expect(await fundsOf(bank.database, one)).toMatchObject({
    postedMinor: 300_000n,
    availableMinor: 99_900n,
  });
  const fees = () => bank.database.read((tx) => accountsById(tx, [bankAccounts.withdrawalFees]));
  const before = (await fees())[0]?.creditsPostedMinor ?? 0n;
  await round();
  expect(await fundsOf(bank.database, one)).toMatchObject({
    postedMinor: 99_900n,
    availableMinor: 99_900n,
  });
  expect((await fees())[0]?.creditsPostedMinor).toBe(before + 100n);
  await booksAgree();
});

test('a withdrawal that the card does not take gives amount and fee back', async () => {
  const one = await person(3_000);
  const order = await takeOut(one, yuan(2_000));
  cardBank.meet('no_money');
  await round();
  expect((await view(one, order)).state).toBe('failed');
  expect((await fundsOf(bank.database, one)).availableMinor).toBe(300_000n);
  const quote = await bank.database.read((tx) => quoteWithdrawal(tx, one.partyId, yuan(1_000)));
  expect(quote).toEqual({ feeMinor: 0n, freeLeftMinor: 100_000n, totalMinor: 100_000n });
});

test('amount and fee together must be available, to the fen', async () => {
  const one = await person(2_000);
  await takeOut(one, yuan(1_000));
  expect(await codeOf(takeOut(one, yuan(1_000)))).toBe('payments.insufficient_funds');
  expect(await codeOf(takeOut(one, 99_901n))).toBe('payments.insufficient_funds');
  expect(await codeOf(takeOut(one, 99_900n))).toBe('accepted');
  expect((await fundsOf(bank.database, one)).availableMinor).toBe(0n);
  await round();
});

test('two devices cannot use the free allowance twice', async () => {
  const one = await person(5_000);
  const [first, second] = await Promise.all([takeOut(one, 100_000n), takeOut(one, 100_000n)]);
  expect(first.feeMinor + second.feeMinor).toBe(100n);
  await round();
});

test('who cannot bring money in or take it out', async () => {
  const [one, other] = [await person(100), await person()];
  serial += 1;
  const poor = await customer(bank.database, { number: serial });
  const stolen = { partyId: one.partyId, cardId: other.cardId };
  const foreign = { partyId: poor.partyId, cardId: one.cardId };
  for (const move of [bringIn, takeOut]) {
    expect(await codeOf(move(stolen, 100n))).toBe('payments.card_not_found');
    expect(await codeOf(move(foreign, 100n))).toBe('payments.card_not_found');
    expect(await codeOf(move(one, 5_000_001n))).toBe('payments.amount_out_of_bounds');
    expect(
      await codeOf(move({ ...one, partyId: 'party_01'.padEnd(32, '0') as 'party_' }, 1n)),
    ).toBe('payments.account_needed');
  }
});

test('a top-up beyond the balance limit is refused before the card is asked', async () => {
  const one = await person();
  await asOwner(`update deposits.accounts set class = 'III'
    where party_id = '${uuidOf(one.partyId)}'`);
  const asked = cardBank.requests();
  expect(await codeOf(bringIn(one, 200_001n))).toBe('payments.balance_limit_exceeded');
  const codes = await Promise.all([codeOf(bringIn(one, 150_000n)), codeOf(bringIn(one, 150_000n))]);
  expect(codes.toSorted()).toEqual(['accepted', 'payments.balance_limit_exceeded']);
  expect(cardBank.requests()).toBe(asked);
  await round();
  expect(await codeOf(bringIn(one, 50_001n))).toBe('payments.balance_limit_exceeded');
  expect(await codeOf(bringIn(one, 50_000n))).toBe('accepted');
  await round();
  await booksAgree();
});

test('a second card of the same customer is another instruction, not another order', async () => {
  const one = await person();
  const cardId = await bindCard(bank.database, cardBank, one.partyId, 9_000 + serial);
  await Promise.all([bringIn(one, 100n), bringIn({ ...one, cardId }, 200n)]);
  await round();
  expect((await fundsOf(bank.database, one)).postedMinor).toBe(300n);
});

test('a final word heard by two workers is booked once', async () => {
  const one = await person();
  const { id } = await bringIn(one, 700n);
  const word = { outcome: 'succeeded', bankReference: 'b1' } as const;
  const record = () => bank.database.transact((tx) => recordFinalWord(tx, id, word));
  await Promise.all([record(), record(), record()]);
  expect((await fundsOf(bank.database, one)).postedMinor).toBe(700n);
  const lie = { outcome: 'failed', reason: 'card_inactive' } as const;
  const contradiction = bank.database.transact((tx) => recordFinalWord(tx, id, lie));
  await expect(contradiction).rejects.toThrow('contradicts itself');
  expect((await fundsOf(bank.database, one)).postedMinor).toBe(700n);
});

test('a worker that dies after the call leaves a lease, and the next one books once', async () => {
  const one = await person();
  const { id } = await bringIn(one, 900n);
  const [claimed] = await bank.database.transact((tx) => claimInstructions(tx, 8, 30));
  expect(claimed).toMatchObject({ orderId: id, attempt: 1 });
  expect(await bank.database.transact((tx) => claimInstructions(tx, 8, 30))).toEqual([]);
  cardBank.meet('answer_lost');
  await askUntilFinal(bank.database, cardBank);
  expect((await fundsOf(bank.database, one)).postedMinor).toBe(900n);
  if (claimed === undefined) throw new Error('nothing was claimed');
  // The dead worker wakes up: what it plans is of no account.
  await bank.database.transact((tx) => planNextAttempt(tx, claimed, 0, 'late'));
  expect(await round()).toBe(false);
});

test('four workers share many instructions without asking twice for one', async () => {
  const one = await person();
  const orders = await Promise.all(
    Array.from({ length: 40 }, (_, at) => bringIn(one, BigInt(at + 1))),
  );
  const asked = cardBank.requests();
  await Promise.all([allRounds(), allRounds(), allRounds(), allRounds()]);
  expect(cardBank.requests() - asked).toBe(orders.length);
  expect((await fundsOf(bank.database, one)).postedMinor).toBe(820n);
});
