// What the tests of payments share: customers with an account, and a card bank in memory whose
// answers a test may spoil. The real card bank, as a process, has tests of its own.

import assert from 'node:assert/strict';
import { type Id, type Minor, minor, Refusal } from '@sycee/kit';
import { balanceOf, type DemandAccount, demandAccountOf } from '#deposits';
import type { Database, Tx, Unclear } from '#platform';
import { accountHolder } from '../deposits/testing.ts';
import { seen } from '../parties/testing.ts';
import { accountsById, bankAccounts } from '#ledger';
import type { BoundCard, CardBank, CardInstruction, FinalWord } from './card-bank.ts';
import { carryOutInstructions } from './carry-out-instructions.ts';
import { askCardBank, keepCardCheck, planCardCheck, type StartedCheck } from './check-card.ts';
import { askToConfirm, confirmCard, planConfirmation } from './confirm-card.ts';
import type { TransferRequest } from './judge-transfer.ts';
import type { CardOrderRequest, Order } from './order.ts';
import { sendTransfers } from './send-transfers.ts';
import type { Card } from './store-cards.ts';
import { topUp } from './top-up.ts';
import { withdraw } from './withdraw.ts';

/** How one request to the card bank goes. */
export type Fate = 'heard' | 'request_lost' | 'answer_lost' | 'no_money' | 'forged';

export type TestCardBank = CardBank & {
  /** The fates of the next requests; after them all are heard. */
  readonly meet: (...fates: Fate[]) => void;
  /** Debits less credits of what succeeded: what the card bank owes. */
  readonly owedMinor: () => bigint;
  readonly requests: () => number;
};

const CODE = '123456';
const UNCLEAR: Unclear = { outcome: 'unclear', trouble: 'no answer in time' };

/** A card bank that keeps the promises of the protocol and knows every card. */
export function testCardBank(): TestCardBank {
  const words = new Map<string, { word: FinalWord; instruction: CardInstruction }>();
  const fates: Fate[] = [];
  let requests = 0;
  const met = async <Word>(work: (fate: Fate) => Word): Promise<Word | Unclear> => {
    requests++;
    const fate = fates.shift() ?? 'heard';
    if (fate === 'request_lost' || fate === 'forged') return UNCLEAR;
    const word = work(fate);
    return fate === 'answer_lost' ? UNCLEAR : word;
  };
  const keep = (instruction: CardInstruction, word: FinalWord): FinalWord => {
    const kept = words.get(instruction.reference) ?? { word, instruction };
    assert.deepEqual(kept.instruction, instruction, 'a reference is used for one thing only');
    words.set(instruction.reference, kept);
    return kept.word;
  };
  return {
    meet: (...next) => void fates.push(...next),
    requests: () => requests,
    owedMinor: () =>
      [...words.values()]
        .filter(({ word }) => word.outcome === 'succeeded')
        .reduce((sum, { instruction: { direction, amountMinor } }) => {
          return sum + (direction === 'debit' ? amountMinor : -amountMinor);
        }, 0n),
    lookUpBin: (digits) =>
      met(() => (digits === '999999' ? ('unknown' as const) : { ...testBin, cardType: 'debit' })),
    checkFactors: (reference, { phone }) =>
      met(() =>
        phone === '+8613900000000'
          ? { outcome: 'mismatch' as const }
          : { outcome: 'sent' as const, verificationId: `bank_${reference}` },
      ),
    confirmCode: (id, code) =>
      met(() => {
        if (code === '000000') return { outcome: 'expired' as const };
        if (code !== CODE) return { outcome: 'code_wrong' as const, triesLeft: Number(code[5]) };
        const card: BoundCard = {
          ...testBin,
          cardType: 'debit',
          token: `tok_${id}`,
          last4: '1234',
        };
        return { outcome: 'bound' as const, card };
      }),
    carryOut: (instruction) =>
      met((fate) =>
        keep(
          instruction,
          fate === 'no_money'
            ? { outcome: 'failed', reason: 'insufficient_funds' }
            : { outcome: 'succeeded', bankReference: `b${instruction.reference}` },
        ),
      ),
    enquire: ({ reference }) =>
      met(() => words.get(reference)?.word ?? { outcome: 'unknown' as const }),
    close: (instruction) =>
      met(() => keep(instruction, { outcome: 'failed', reason: 'reference_closed' })),
  };
}

const testBin = { bankNameEn: 'Harbour Bank', bankNameZh: '海港银行' };

export type Customer = {
  readonly partyId: Id<'party'>;
  readonly account: DemandAccount;
};

export type Bound = Customer & { readonly cardId: Id<'card'> };

/** A customer with an open account of class III. */
export async function customer(
  database: Database,
  person: { number: number; name?: string },
): Promise<Customer> {
  const { caller, account } = await accountHolder(database, person);
  return { partyId: caller.partyId, account };
}

/** A card number that adds up; every serial gives another. */
export function testCardNumber(serial: number): string {
  const body = `622200${String(serial).padStart(9, '0')}`;
  const digits = [...'0123456789'].map((digit) => body + digit);
  const number = digits.find((one) => luhnSum(one) % 10 === 0);
  assert(number);
  return number;
}

/** A customer of class II with one bound card. */
export async function boundCustomer(
  database: Database,
  cardBank: CardBank,
  person: { number: number; name?: string },
): Promise<Bound> {
  const { partyId } = await customer(database, person);
  await seen(database, partyId);
  const cardId = await bindCard(database, cardBank, partyId, person.number);
  const account = await database.read((tx) => demandAccountOf(tx, partyId));
  assert(account);
  return { partyId, account, cardId };
}

/** Binds a card to a customer. */
export async function bindCard(
  database: Database,
  cardBank: CardBank,
  partyId: Id<'party'>,
  serial: number,
): Promise<Id<'card'>> {
  const asked = { partyId, cardNumber: testCardNumber(serial), phone: '+8613800000009' };
  const check = await runCheck(database, cardBank, asked);
  assert(!(check instanceof Refusal), 'the card bank knows the card');
  const confirmation = { partyId, checkId: check.id, code: CODE };
  const card = await runConfirmation(database, cardBank, confirmation);
  assert(!(card instanceof Refusal), 'the code is right');
  return card.id;
}

/** Checks a card in the three steps of its route. */
export async function runCheck(
  database: Database,
  cardBank: CardBank,
  asked: { partyId: Id<'party'>; cardNumber: string; phone: string },
): Promise<StartedCheck | Refusal> {
  const planned = await database.transact((tx) => planCardCheck(tx, asked));
  const answered = await askCardBank({ cardBank }, planned);
  return database.transact((tx) => keepCardCheck(tx, answered));
}

/** Confirms a check in the three steps of its route. */
export async function runConfirmation(
  database: Database,
  cardBank: CardBank,
  { code, ...check }: { partyId: Id<'party'>; checkId: Id<'cv'>; code: string },
): Promise<Card | Refusal> {
  const planned = await database.transact((tx) => planConfirmation(tx, check));
  const word = await askToConfirm({ cardBank }, planned, code);
  return database.transact((tx) => confirmCard(tx, check, word));
}

/** Brings money in from the card and waits until it is there. */
export async function fund(
  database: Database,
  cardBank: CardBank,
  { partyId, cardId }: Bound,
  amountMinor: bigint,
): Promise<void> {
  await database.transact((tx) => topUp(tx, { partyId, cardId, amountMinor: minor(amountMinor) }));
  await carryOutInstructions(database, cardBank);
}

/** Sends one transfer; raises its refusal, which undoes it. */
export async function sendTransfer(tx: Tx, request: TransferRequest): Promise<Order> {
  const [sent] = await sendTransfers(tx, [request]);
  assert(sent);
  if (sent instanceof Refusal) throw sent;
  return sent.order;
}

/** Orders one withdrawal by the bank itself; raises its refusal, which undoes it. */
export async function withdrawn(tx: Tx, request: CardOrderRequest): Promise<Order> {
  const order = await withdraw(tx, request);
  if (order instanceof Refusal) throw order;
  return order;
}

/** What a customer can spend, and what is posted. */
export function fundsOf(database: Database, { account }: Customer) {
  return database.read((tx) => balanceOf(tx, account));
}

/** Debits less credits posted to what the card banks owe. */
export async function cardSettlementMinor(database: Database): Promise<bigint> {
  const [account] = await database.read((tx) => accountsById(tx, [bankAccounts.cardSettlement]));
  assert(account);
  return account.debitsPostedMinor - account.creditsPostedMinor;
}

export function yuan(amount: number): Minor {
  return minor(BigInt(amount) * 100n);
}

function luhnSum(number: string): number {
  return [...number].toReversed().reduce((sum, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
}

/** Makes every open instruction due now instead of after its pause. */
export async function endPauses(tx: Tx): Promise<void> {
  await tx.query(
    `update payments.card_instructions set next_attempt_at = clock_timestamp()
     where state = 'open'`,
  );
}

/** Asks the card bank until it has said its final word about every order. */
export async function askUntilFinal(database: Database, cardBank: CardBank): Promise<void> {
  for (;;) {
    await database.transact(endPauses);
    await carryOutInstructions(database, cardBank);
    const open = await database.read((tx) =>
      tx.query(`select from payments.card_instructions where state = 'open' limit 1`),
    );
    if (open.length === 0) return;
  }
}
