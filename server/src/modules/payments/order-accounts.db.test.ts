// Orders between accounts: which of a customer's accounts pays and is paid, whatever becomes the
// main one meanwhile, and cards that go while money is on its way.

import { minor } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditDeposits, type DemandAccount } from '#deposits';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { codeOf } from '../parties/testing.ts';
import { anotherAccount, makeMain, stateOfAccount } from '../deposits/testing.ts';
import { acceptTransfer } from './accept-transfer.ts';
import { auditPayments } from './audit-payments.ts';
import { expireTransfers } from './expire-transfers.ts';
import { onItsWay } from './on-its-way.ts';
import { returnTransfer } from './return-transfer.ts';
import { askUntilFinal, bindCard, type Bound, boundCustomer, customer } from './testing.ts';
import { fund, fundsOf, sendTransfer, testCardBank, yuan } from './testing.ts';
import { topUp } from './top-up.ts';
import { unbindCard } from './unbind-card.ts';
import { withdraw } from './withdraw.ts';

let bank: TestDatabase;
const cardBank = testCardBank();
beforeAll(async () => {
  bank = await testDatabase({ module: 'payments' });
});
afterAll(async () => {
  expect(await bank.database.read(auditPayments)).toEqual([]);
  expect(await bank.database.read(auditDeposits)).toEqual([]);
  await bank.close();
});

let people = 900;
const person = () => boundCustomer(bank.database, cardBank, { number: ++people });

type Rich = Bound & { readonly other: DemandAccount };

/** A customer with a main account and another one, both of class II. */
async function rich(): Promise<Rich> {
  const one = await person();
  const other = await anotherAccount(bank.database, one.partyId, 'other');
  await fund(bank.database, cardBank, one, yuan(100));
  return { ...one, other };
}

const posted = async (account: DemandAccount) =>
  (await fundsOf(bank.database, { partyId: account.partyId, account })).postedMinor;
const bringIn = (
  { partyId, cardId }: Bound,
  amountMinor: bigint,
  accountId?: DemandAccount['id'],
) =>
  bank.database.transact((tx) =>
    topUp(tx, { partyId, cardId, amountMinor: minor(amountMinor), accountId }),
  );
const held = (payer: Rich, payee: Bound, from?: DemandAccount['id']) =>
  bank.database.transact((tx) =>
    sendTransfer(tx, {
      payerId: payer.partyId,
      accountId: from,
      payeeId: payee.partyId,
      amountMinor: yuan(10),
      note: null,
      arrival: 'on_acceptance',
    }),
  );

describe('a named account', () => {
  test('gets the top-up, also when another one becomes the main one meanwhile', async () => {
    const one = await rich();
    await bringIn(one, 5_000n, one.other.id);
    await bringIn(one, 3_000n);
    await makeMain(bank.database, one.partyId, one.other.id);
    await askUntilFinal(bank.database, cardBank);
    expect(await posted(one.other)).toBe(5_000n);
    expect(await posted(one.account)).toBe(13_000n);
  });

  test('pays the withdrawal and the transfer', async () => {
    const [one, payee] = [await rich(), await person()];
    await bringIn(one, 5_000n, one.other.id);
    await askUntilFinal(bank.database, cardBank);
    const { partyId, cardId, other } = one;
    const out = { partyId, cardId, amountMinor: yuan(20), accountId: other.id };
    await bank.database.transact((tx) => withdraw(tx, out));
    await makeMain(bank.database, partyId, other.id);
    await askUntilFinal(bank.database, cardBank);
    const sending = {
      payerId: partyId,
      accountId: one.account.id,
      payeeId: payee.partyId,
      amountMinor: yuan(1),
      note: null,
      arrival: 'instant',
    } as const;
    await bank.database.transact((tx) => sendTransfer(tx, sending));
    expect(await posted(other)).toBe(3_000n);
    expect(await posted(one.account)).toBe(9_900n);
  });

  test('has back what waited, on its own limit, however it ends', async () => {
    const [one, payee] = [await rich(), await person()];
    const ends = [
      async () => {
        const { id } = await held(one, payee);
        await makeMain(bank.database, one.partyId, one.other.id);
        await bank.database.transact((tx) => returnTransfer(tx, payee.partyId, id));
      },
      async () => {
        await held(one, payee, one.account.id);
        bank.clock.advance(86_400);
        await bank.database.transact(expireTransfers);
        bank.clock.advance(-86_400);
      },
    ];
    for (const end of ends) {
      await end();
      expect(await posted(one.account)).toBe(10_000n);
      const state = await stateOfAccount(bank.database, one.account);
      expect(state.used.dayMinor).toBe(0n);
    }
    const { id } = await held(one, payee, one.account.id);
    await bank.database.transact((tx) => acceptTransfer(tx, payee.partyId, id));
    expect(await posted(one.account)).toBe(9_000n);
  });

  test('is one of the customer’s own, and open', async () => {
    const [one, stranger] = [await rich(), await rich()];
    const amountMinor = yuan(1);
    const { partyId, cardId } = one;
    for (const accountId of [stranger.account.id, 'acct_01k7xw2v9yfq3r8t5m4n6p0abc'] as const) {
      for (const deed of [topUp, withdraw]) {
        const asked = { partyId, cardId, amountMinor, accountId };
        const code = await codeOf(bank.database.transact((tx) => deed(tx, asked)));
        expect(code).toBe('payments.account_not_found');
      }
      expect(await codeOf(held(one, stranger, accountId))).toBe('payments.account_not_found');
    }
  });

  test('needs room of its own for what is on its way to it alone', async () => {
    const one = await rich();
    const purse = await anotherAccount(bank.database, one.partyId, 'purse', 'III');
    await bringIn(one, 900_000n);
    await bringIn(one, 150_000n, purse.id);
    const more = (amountMinor: bigint) => codeOf(bringIn(one, amountMinor, purse.id));
    expect(await more(50_001n)).toBe('payments.balance_limit_exceeded');
    expect(await more(50_000n)).toBe('accepted');
    expect(await bank.database.read((tx) => onItsWay(tx, purse))).toBe(200_000n);
    await askUntilFinal(bank.database, cardBank);
    expect(await posted(purse)).toBe(200_000n);
  });
});

describe('the last card', () => {
  const unbind = ({ partyId, cardId }: Bound) =>
    bank.database.transact((tx) => unbindCard(tx, partyId, cardId));

  test('takes the sending limits of class II along, and another brings them back', async () => {
    const one = await rich();
    await unbind(one);
    const limit = async () =>
      (await stateOfAccount(bank.database, one.account)).limits.outgoingDayMinor;
    expect(await limit()).toBe(200_000n);
    await bindCard(bank.database, cardBank, one.partyId, ++people);
    expect(await limit()).toBe(1_000_000n);
  });

  test('stays as long as money is on its way with it', async () => {
    const one = await rich();
    await bringIn(one, 1_000n);
    expect(await codeOf(unbind(one))).toBe('payments.card_in_use');
    const state = await stateOfAccount(bank.database, one.account);
    expect(state.limits.outgoingDayMinor).toBe(1_000_000n);
    await askUntilFinal(bank.database, cardBank);
  });

  test('let go while it is used: neither waits for the other for ever', async () => {
    for (let round = 0; round < 6; round++) {
      const one = await rich();
      const deeds = [unbind(one), bringIn(one, 100n), bringIn(one, 100n, one.other.id)];
      const codes = await Promise.all(deeds.map((deed) => codeOf(deed)));
      const expected = ['accepted', 'payments.card_in_use', 'payments.card_not_found'];
      for (const code of codes) expect(expected).toContain(code);
      await askUntilFinal(bank.database, cardBank);
    }
  });
});

test('a card without having been seen leaves class III', async () => {
  const { partyId } = await customer(bank.database, { number: ++people });
  await bindCard(bank.database, cardBank, partyId, people);
  const account = await anotherAccount(bank.database, partyId, 'other');
  expect(account.accountClass).toBe('III');
});
