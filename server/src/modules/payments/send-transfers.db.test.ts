// Transfers of one group: each has the outcome it would have had alone, after those before it.

import { type Id, minor, Refusal } from '@sycee/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditDeposits } from '#deposits';
import { LEDGER_CNY, postAll, TRANSFER_CODES } from '#ledger';
import { RunApart } from '#platform';
import { openTransactions } from '../../platform/testing/open-transactions.ts';
import { shutGate } from '../../platform/testing/gate.ts';
import { auditOf, testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { auditPayments } from './audit-payments.ts';
import type { TransferRequest } from './judge-transfer.ts';
import { sendTransfers } from './send-transfers.ts';
import { type Bound, boundCustomer, type Customer, customer, fund, fundsOf } from './testing.ts';
import { testCardBank, yuan } from './testing.ts';

let bank: TestDatabase;
const cardBank = testCardBank();
let serial = 100;

beforeAll(async () => {
  bank = await testDatabase({ module: 'payments' });
});
afterAll(async () => {
  expect(await bank.database.read((tx) => auditOf(tx, ['ledger', 'deposits', 'payments']))).toEqual(
    {},
  );
  expect(await bank.database.read(auditDeposits)).toEqual([]);
  // What the tests of surprises moved by hand belongs to no order.
  expect(await bank.database.read(auditPayments)).toEqual([]);
  await bank.close();
});

async function person(yuanFunded: number): Promise<Bound> {
  const bound = await boundCustomer(bank.database, cardBank, { number: ++serial });
  if (yuanFunded > 0) await fund(bank.database, cardBank, bound, yuan(yuanFunded));
  return bound;
}

const poorPerson = (): Promise<Customer> => customer(bank.database, { number: ++serial });

type Side = { readonly partyId: Id<'party'> };

function from(payer: Side, payee: Side, amountMinor: bigint, held = false): TransferRequest {
  return {
    payerId: payer.partyId,
    payeeId: payee.partyId,
    amountMinor: minor(amountMinor),
    note: null,
    arrival: held ? 'on_acceptance' : 'instant',
  };
}

/** What became of each: the state of its order, or the code of its refusal. */
async function group(...requests: TransferRequest[]): Promise<string[]> {
  return outcomesOf(bank, requests);
}

async function outcomesOf(at: TestDatabase, requests: readonly TransferRequest[]) {
  const results = await at.database.transact((tx) => sendTransfers(tx, requests));
  return results.map((one) =>
    one instanceof Refusal ? `${one.code} ${JSON.stringify(one.facts)}` : one.order.state,
  );
}

const available = async (one: Customer) => (await fundsOf(bank.database, one)).availableMinor;

const INSUFFICIENT = 'payments.insufficient_funds';

test('mixed outcomes: the refused write nothing, the others all that is theirs', async () => {
  const [payer, payee] = [await person(100), await person(0)];
  const nobody = { partyId: 'party_' + '0'.repeat(26) } as Side;
  expect(
    await group(
      from(payer, payee, 1_000n),
      from(payer, payer, 1n),
      from(payer, nobody, 1n),
      from(nobody, payer, 1n),
      { ...from(payer, payee, 1n), note: 'x'.repeat(61) },
      from(payer, payee, 2_000n, true),
    ),
  ).toEqual([
    'succeeded',
    'payments.payee_is_payer {}',
    'payments.payee_cannot_receive {}',
    'payments.account_needed {}',
    'payments.note_invalid {"characters_max":60}',
    'awaiting_acceptance',
  ]);
  expect([await available(payer), await available(payee)]).toEqual([7_000n, 1_000n]);
});

test('one payer several times: the balance falls from transfer to transfer', async () => {
  const [payer, payee] = [await person(10), await person(0)];
  expect(
    await group(
      from(payer, payee, 400n),
      from(payer, payee, 500n, true),
      from(payer, payee, 101n),
      from(payer, payee, 100n),
      from(payer, payee, 1n),
    ),
  ).toEqual([
    'succeeded',
    'awaiting_acceptance',
    `${INSUFFICIENT} {"available":"1.00","available_minor":"100"}`,
    'succeeded',
    `${INSUFFICIENT} {"available":"0.00","available_minor":"0"}`,
  ]);
});

test('one payer several times: what is refused does not count against the limit', async () => {
  const [payer, payee] = [await person(9_000), await person(0)];
  expect(
    await group(
      from(payer, payee, yuan(8_000)),
      from(payer, payee, yuan(1_500)),
      from(payer, payee, yuan(2_001)),
      from(payer, payee, yuan(1_000)),
    ),
  ).toEqual([
    'succeeded',
    `${INSUFFICIENT} {"available":"1000.00","available_minor":"100000"}`,
    'payments.day_limit_exceeded {"left":"2000.00","left_minor":"200000"}',
    'succeeded',
  ]);
});

test('who is paid in a group can spend it in the same group, but not what is held', async () => {
  const [first, second, third] = [await person(10), await person(0), await person(0)];
  expect(
    await group(
      from(second, third, 1n),
      from(first, second, 300n),
      from(first, second, 300n, true),
      from(second, third, 300n),
      from(second, third, 1n),
      from(third, first, 299n),
    ),
  ).toEqual([
    `${INSUFFICIENT} {"available":"0.00","available_minor":"0"}`,
    'succeeded',
    'awaiting_acceptance',
    'succeeded',
    `${INSUFFICIENT} {"available":"0.00","available_minor":"0"}`,
    'succeeded',
  ]);
  expect(await Promise.all([first, second, third].map(available))).toEqual([699n, 0n, 1n]);
});

test('an account of class III is filled to the fen, and makes room by paying', async () => {
  const [rich, poor] = [await person(5_000), await poorPerson()];
  const full = 'payments.balance_limit_exceeded {}';
  expect(
    await group(
      from(rich, poor, yuan(1_500)),
      from(rich, poor, yuan(400), true),
      from(rich, poor, yuan(101)),
      from(poor, rich, yuan(1)),
      from(rich, poor, yuan(101)),
      from(rich, poor, 1n),
    ),
  ).toEqual(['succeeded', 'awaiting_acceptance', full, 'succeeded', 'succeeded', full]);
});

test('groups against each other never wait for ever and keep all limits', async () => {
  const people = await Promise.all([person(50), person(50), person(50), person(50)]);
  const at = (place: number): Bound => people[place % 4] as Bound;
  const groups = Array.from({ length: 12 }, (_, turn) =>
    Array.from({ length: 8 }, (__, place) => from(at(place + turn), at(place + turn + 1), 700n)),
  );
  const outcomes = (await Promise.all(groups.map((one) => group(...one)))).flat();
  expect(outcomes.filter((one) => one === 'succeeded').length).toBeGreaterThan(40);
  const balances = await Promise.all(people.map(available));
  expect(balances.reduce((sum, one) => sum + one, 0n)).toBe(20_000n);
  expect(balances.every((one) => one >= 0n)).toBe(true);
});

test('the ledger has the last word: a group that it surprises is asked apart', async () => {
  const [payer, payee] = [await person(10), await person(0)];
  const [gate, word] = [shutGate(), from(payer, payee, 900n)];
  // Money that leaves without the room of accounts knowing: nothing in the bank does so.
  const leaving = bank.database.transact(async (tx) => {
    const id = crypto.randomUUID();
    const sides = {
      debitAccountId: payer.account.ledgerAccountId,
      creditAccountId: payee.account.ledgerAccountId,
    };
    const terms = { ledger: LEDGER_CNY, code: TRANSFER_CODES.transfer, amountMinor: 500n };
    expect(await postAll(tx, [{ id, ...sides, ...terms, flags: { pending: true } }])).toBe(
      'created',
    );
    await gate.pass();
  });
  await gate.reached(1);
  const together = group(word, word).catch((error: unknown) => error);
  await expect
    .poll(async () => (await openTransactions(bank.url)).join(), { interval: 5 })
    .toContain('lock_accounts');
  gate.open();
  await leaving;
  expect(await together).toBeInstanceOf(RunApart);
  expect(await available(payer)).toBe(500n);
});

const PEOPLE = 4;
const place = fc.nat(PEOPLE - 1);
const anyRequest = fc.record({
  from: place,
  to: place,
  amountMinor: fc.oneof(fc.bigInt(1n, 3_000n), fc.constantFrom(yuan(600), yuan(1_500))),
  held: fc.boolean(),
});

test('a group has the outcomes of the same transfers sent one by one', async () => {
  const banks = [bank, await testDatabase({ module: 'payments' })];
  const people = await Promise.all(banks.map(peopleOf));
  await fc.assert(
    fc.asyncProperty(fc.array(anyRequest, { minLength: 2, maxLength: 10 }), async (asked) => {
      const [here, there] = people.map((known) =>
        asked.map((one) =>
          from(known[one.from] as Side, known[one.to] as Side, one.amountMinor, one.held),
        ),
      );
      const together = await outcomesOf(bank, here ?? []);
      const alone: string[] = [];
      for (const one of there ?? [])
        alone.push(...(await outcomesOf(banks[1] as TestDatabase, [one])));
      expect(together).toEqual(alone);
    }),
    { numRuns: 40 },
  );
  await banks[1]?.close();
}, 60_000);

/** Two of class II and two of class III, with little money. */
async function peopleOf(at: TestDatabase): Promise<Customer[]> {
  const people: Customer[] = [];
  for (let number = 900; number < 900 + PEOPLE; number++) {
    if (number % 2 === 1) {
      people.push(await customer(at.database, { number }));
      continue;
    }
    const bound = await boundCustomer(at.database, cardBank, { number });
    await fund(at.database, cardBank, bound, yuan(3_000));
    people.push(bound);
  }
  return people;
}
