// Binding, choosing and letting go of cards, and every "no" on the way.

import { type Id, minor, uuidOf } from '@sycee/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { codeOf, signInBySms, testPhone } from '../parties/testing.ts';
import { carryOutInstructions } from './carry-out-instructions.ts';
import { chooseDefaultCard } from './choose-default-card.ts';
import { lookUpBin } from './look-up-bin.ts';
import { boundCards } from './store-cards.ts';
import { bindCard, boundCustomer, customer, runCheck, runConfirmation } from './testing.ts';
import { testCardBank, testCardNumber } from './testing.ts';
import { topUp } from './top-up.ts';
import { unbindCard } from './unbind-card.ts';

const PHONE = '+8613800000009';
let bank: TestDatabase;
const cardBank = testCardBank();
const ports = { cardBank };

beforeAll(async () => {
  bank = await testDatabase({ module: 'payments' });
});
afterAll(() => bank.close());

type Party = Id<'party'>;

function check(partyId: Party, cardNumber: string, phone = PHONE) {
  return runCheck(bank.database, cardBank, { partyId, cardNumber, phone });
}

function confirm(partyId: Party, checkId: Id<'cv'>, code = '123456') {
  return runConfirmation(bank.database, cardBank, { partyId, checkId, code });
}

async function startedCheck(partyId: Party, serial: number): Promise<Id<'cv'>> {
  const started = await check(partyId, testCardNumber(serial));
  if (!('bin' in started)) throw started;
  return started.id;
}

function cardsOf(partyId: Party) {
  return bank.database.read((tx) => boundCards(tx, partyId));
}

test('a bound card is the default and lifts the account to class II', async () => {
  const one = await boundCustomer(bank.database, cardBank, { number: 1 });
  const [card, ...others] = await cardsOf(one.partyId);
  expect(others).toEqual([]);
  expect(card).toMatchObject({ last4: '1234', isDefault: true, bankNameEn: 'Harbour Bank' });
  expect(one.account.accountClass).toBe('II');
});

test('neither the number nor the token of a card can be read from the database', async () => {
  const { partyId } = await boundCustomer(bank.database, cardBank, { number: 3 });
  const rows = await bank.database.read((tx) => tx.query('select * from payments.cards'));
  const text = JSON.stringify(rows, (_, value) =>
    typeof value === 'bigint' ? String(value) : (value as unknown),
  );
  expect(text).toContain(uuidOf(partyId));
  expect(text).not.toContain(testCardNumber(3));
  expect(text).not.toContain('tok_');
});

test('what is refused before the card bank is asked', async () => {
  const { caller } = await signInBySms(bank.database, testPhone(4));
  expect(await codeOf(check(caller.partyId, testCardNumber(4)))).toBe('payments.identity_needed');
  const { partyId } = await boundCustomer(bank.database, cardBank, { number: 5 });
  const before = cardBank.requests();
  expect(await codeOf(check(partyId, '4539148803436468'))).toBe('payments.card_number_invalid');
  expect(await codeOf(check(partyId, testCardNumber(5)))).toBe('payments.card_already_bound');
  expect(cardBank.requests()).toBe(before);
});

test('a bank nobody knows, factors that differ, and a bank that does not answer', async () => {
  const { partyId } = await customer(bank.database, { number: 6 });
  expect(await codeOf(check(partyId, '9999991234567893'))).toBe('payments.bin_unknown');
  const other = check(partyId, testCardNumber(6), '+8613900000000');
  expect(await codeOf(other)).toBe('payments.card_not_verified');
  cardBank.meet('request_lost');
  const silent = check(partyId, testCardNumber(6));
  expect(await codeOf(silent)).toBe('payments.card_bank_unavailable');
  cardBank.meet('heard', 'answer_lost');
  const lost = check(partyId, testCardNumber(6));
  expect(await codeOf(lost)).toBe('payments.card_bank_unavailable');
  cardBank.meet('request_lost');
  expect(await codeOf(lookUpBin(ports, '622200'))).toBe('payments.card_bank_unavailable');
  expect(await codeOf(lookUpBin(ports, '999999'))).toBe('payments.bin_unknown');
});

test('ten checks a day are enough, also when each was refused', async () => {
  const { partyId } = await customer(bank.database, { number: 7 });
  for (let tries = 0; tries < 10; tries++) {
    const refused = check(partyId, testCardNumber(7), '+8613900000000');
    expect(await codeOf(refused)).toBe('payments.card_not_verified');
  }
  const eleventh = check(partyId, testCardNumber(7));
  expect(await codeOf(eleventh)).toBe('payments.too_many_card_checks');
});

test('wrong codes are counted down by the card bank and end the check', async () => {
  const { partyId } = await customer(bank.database, { number: 8 });
  const checkId = await startedCheck(partyId, 8);
  const wrong = await confirm(partyId, checkId, '123453');
  expect(wrong).toMatchObject({ code: 'payments.card_code_wrong', facts: { tries_left: 3 } });
  expect(await codeOf(confirm(partyId, checkId, '123450'))).toBe('payments.card_code_wrong');
  expect(await codeOf(confirm(partyId, checkId))).toBe('payments.card_verification_expired');
});

test('a check is over when its time is, or when the card bank says so', async () => {
  const { partyId } = await customer(bank.database, { number: 9 });
  const told = await startedCheck(partyId, 9);
  expect(await codeOf(confirm(partyId, told, '000000'))).toBe('payments.card_verification_expired');
  expect(await codeOf(confirm(partyId, told))).toBe('payments.card_verification_expired');
  const late = await startedCheck(partyId, 9);
  bank.clock.advance(301);
  expect(await codeOf(confirm(partyId, late))).toBe('payments.card_verification_expired');
});

test("another's check is no check, and a refused one neither", async () => {
  const [mine, other] = [
    await customer(bank.database, { number: 10 }),
    await customer(bank.database, { number: 11 }),
  ];
  const checkId = await startedCheck(mine.partyId, 10);
  const stolen = confirm(other.partyId, checkId);
  expect(await codeOf(stolen)).toBe('payments.card_verification_not_found');
  expect(await codeOf(confirm(mine.partyId, checkId))).toBe('accepted');
});

test('confirming twice at once binds once and answers the same card', async () => {
  const { partyId } = await customer(bank.database, { number: 12 });
  const checkId = await startedCheck(partyId, 12);
  const [first, second] = await Promise.all([confirm(partyId, checkId), confirm(partyId, checkId)]);
  expect(first).toEqual(second);
  expect(await cardsOf(partyId)).toHaveLength(1);
});

test('a lost answer to the code is asked for again and finds the card', async () => {
  const { partyId } = await customer(bank.database, { number: 13 });
  const checkId = await startedCheck(partyId, 13);
  cardBank.meet('answer_lost');
  expect(await codeOf(confirm(partyId, checkId))).toBe('payments.card_bank_unavailable');
  expect(await codeOf(confirm(partyId, checkId))).toBe('accepted');
});

test('another card becomes the default, and the newest does when the default goes', async () => {
  const { partyId, cardId } = await boundCustomer(bank.database, cardBank, { number: 14 });
  bank.clock.advance(1);
  const second = await bindCard(bank.database, cardBank, partyId, 1_014);
  bank.clock.advance(1);
  const third = await bindCard(bank.database, cardBank, partyId, 2_014);
  await bank.database.transact((tx) => chooseDefaultCard(tx, partyId, second));
  expect((await cardsOf(partyId)).map(({ id }) => id)).toEqual([second, third, cardId]);
  await bank.database.transact((tx) => unbindCard(tx, partyId, second));
  expect((await cardsOf(partyId)).map(({ id }) => id)).toEqual([third, cardId]);
  await bank.database.transact((tx) => unbindCard(tx, partyId, third));
  await bank.database.transact((tx) => unbindCard(tx, partyId, cardId));
  expect(await cardsOf(partyId)).toEqual([]);
  const again = await bindCard(bank.database, cardBank, partyId, 14);
  expect((await cardsOf(partyId))[0]).toMatchObject({ id: again, isDefault: true });
});

test("another's card can neither be chosen nor let go", async () => {
  const mine = await boundCustomer(bank.database, cardBank, { number: 15 });
  const { partyId } = await boundCustomer(bank.database, cardBank, { number: 16 });
  const choose = bank.database.transact((tx) => chooseDefaultCard(tx, partyId, mine.cardId));
  expect(await codeOf(choose)).toBe('payments.card_not_found');
  const unbind = bank.database.transact((tx) => unbindCard(tx, partyId, mine.cardId));
  expect(await codeOf(unbind)).toBe('payments.card_not_found');
});

test('a card stays while money with it is under way', async () => {
  const { partyId, cardId } = await boundCustomer(bank.database, cardBank, { number: 17 });
  const unbind = () => bank.database.transact((tx) => unbindCard(tx, partyId, cardId));
  await bank.database.transact((tx) => topUp(tx, { partyId, cardId, amountMinor: minor(100n) }));
  expect(await codeOf(unbind())).toBe('payments.card_in_use');
  await carryOutInstructions(bank.database, cardBank);
  expect(await codeOf(unbind())).toBe('accepted');
});
