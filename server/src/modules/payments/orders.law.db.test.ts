// Laws of random lives of orders: whatever customers do and the card bank loses, no money appears
// or disappears, and every order agrees with the ledger.

import { readdirSync, readFileSync } from 'node:fs';
import { minor } from '@sycee/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditDeposits } from '#deposits';
import { trialBalance } from '#ledger';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { codeOf } from '../parties/testing.ts';
import { acceptTransfer } from './accept-transfer.ts';
import { auditPayments } from './audit-payments.ts';
import { carryOutInstructions } from './carry-out-instructions.ts';
import { expireTransfers } from './expire-transfers.ts';
import type { Order } from './order.ts';
import { returnTransfer } from './return-transfer.ts';
import { askUntilFinal, type Bound, boundCustomer, cardSettlementMinor } from './testing.ts';
import { endPauses, type Fate, fund, sendTransfer, testCardBank, yuan } from './testing.ts';
import { topUp } from './top-up.ts';
import { withdraw } from './withdraw.ts';

let bank: TestDatabase;
let people: Bound[];
const cardBank = testCardBank();

beforeAll(async () => {
  bank = await testDatabase({ module: 'payments' });
  people = [];
  for (const number of [700, 701, 702]) {
    people.push(await boundCustomer(bank.database, cardBank, { number }));
  }
  for (const one of people) await fund(bank.database, cardBank, one, yuan(1_000));
});
afterAll(() => bank.close());

type Action = (memory: { held: Order[] }) => Promise<unknown>;

const person = fc.nat({ max: 2 }).map((at) => () => people[at] as Bound);
const amount = fc.bigInt({ min: 1n, max: 60_000n }).map(minor);
const FATES: Fate[] = ['heard', 'request_lost', 'answer_lost', 'no_money', 'forged'];

const action: fc.Arbitrary<Action> = fc.oneof(
  fc
    .record({ who: person, amountMinor: amount, out: fc.boolean() })
    .map(({ who, amountMinor, out }) => () => {
      const { partyId, cardId } = who();
      const request = { partyId, cardId, amountMinor };
      return bank.database.transact((tx) => (out ? withdraw : topUp)(tx, request));
    }),
  fc
    .record({ from: person, to: person, amountMinor: amount, instant: fc.boolean() })
    .map(({ from, to, amountMinor, instant }): Action => async ({ held }) => {
      const order = await bank.database.transact((tx) =>
        sendTransfer(tx, {
          payerId: from().partyId,
          payeeId: to().partyId,
          amountMinor,
          note: null,
          arrival: instant ? 'instant' : 'on_acceptance',
        }),
      );
      if (!instant) held.push(order);
    }),
  fc
    .record({ which: fc.nat(), accept: fc.boolean() })
    .map(({ which, accept }): Action => async ({ held }) => {
      const order = held[which % Math.max(1, held.length)];
      const end = accept ? acceptTransfer : returnTransfer;
      if (!order?.payeeId) return;
      const { payeeId, id } = order;
      await bank.database.transact((tx) => end(tx, payeeId, id));
    }),
  fc
    .array(fc.constantFrom(...FATES), { minLength: 1, maxLength: 4 })
    .map((fates): Action => async () => {
      cardBank.meet(...fates);
      await bank.database.transact(endPauses);
      await carryOutInstructions(bank.database, cardBank);
    }),
  fc.integer({ min: 1, max: 90_000 }).map((seconds): Action => async () => {
    bank.clock.advance(seconds);
    await bank.database.transact(expireTransfers);
  }),
);

const folder = new URL('./migrations/', import.meta.url);
const checks = readdirSync(folder)
  .filter((name) => name.endsWith('.check.sql'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));

async function proveBooks(): Promise<void> {
  expect(await bank.database.read(auditPayments)).toEqual([]);
  expect(await bank.database.read(auditDeposits)).toEqual([]);
  const lines = await bank.database.read(trialBalance);
  const debits = lines.reduce((sum, line) => sum + line.debitsPostedMinor, 0n);
  expect(lines.reduce((sum, line) => sum + line.creditsPostedMinor, 0n)).toBe(debits);
  for (const check of checks) {
    expect(await bank.database.read((tx) => tx.query(check))).toEqual([]);
  }
}

test('after any history the books balance and every order agrees with them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 30 }), async (actions) => {
      const memory: { held: Order[] } = { held: [] };
      for (const act of actions) await codeOf(act(memory));
      await proveBooks();
      await askUntilFinal(bank.database, cardBank);
      await proveBooks();
      expect(await cardSettlementMinor(bank.database)).toBe(cardBank.owedMinor());
    }),
    { numRuns: 30 },
  );
}, 120_000);

test('the same when customers, workers and expiry act at the same moment', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 8, maxLength: 24 }), async (actions) => {
      const memory: { held: Order[] } = { held: [] };
      for (let at = 0; at < actions.length; at += 6) {
        await Promise.all(actions.slice(at, at + 6).map((act) => codeOf(act(memory))));
      }
      await askUntilFinal(bank.database, cardBank);
      await proveBooks();
      expect(await cardSettlementMinor(bank.database)).toBe(cardBank.owedMinor());
    }),
    { numRuns: 20 },
  );
}, 120_000);

test.each([
  ['a lost movement', `delete from payments.order_transfers where purpose = 'amount_end'`],
  [
    'a state that is a lie',
    `update payments.orders set state = 'failed', failure_code = 'card_inactive'
     where kind = 'top_up' and state = 'succeeded'`,
  ],
  ['another amount', 'update payments.orders set amount_minor = amount_minor + 1'],
])('the proofs notice %s', async (_, tampering) => {
  const found = await bank.database
    .transact(async (tx) => {
      await tx.query('set local role none');
      await tx.query(`set local session_replication_role = 'replica'`);
      await tx.query(tampering);
      const rows = await Promise.all(checks.map((check) => tx.query(check)));
      throw new Found(rows.flat().length + (await auditPayments(tx)).length);
    })
    .catch((error: unknown) => error);
  expect(found).toBeInstanceOf(Found);
  expect((found as Found).faults).toBeGreaterThan(0);
});

class Found extends Error {
  readonly faults: number;
  constructor(faults: number) {
    super('rolled back');
    this.faults = faults;
  }
}
