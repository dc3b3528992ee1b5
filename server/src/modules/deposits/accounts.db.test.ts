// Opening and finding accounts, what they show, and who can see them.

import { uuidOf } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountsById } from '#ledger';
import { PRESENCE_GIVEN } from '#parties';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { activeCustomer, codeOf, seen, signInBySms, testPhone } from '../parties/testing.ts';
import { auditDeposits } from './audit-deposits.ts';
import { balanceOf, demandAccountOf, ownAccount, takeSides } from './find-account.ts';
import { hearPresence } from './hear-presence.ts';
import { listHolds } from './list-holds.ts';
import { openAccount } from './open-account.ts';
import { noteCard } from './review-class.ts';
import { accountHolder, receive, spend } from './testing.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'deposits' });
});
afterAll(async () => {
  expect(await bank.database.read(auditDeposits)).toEqual([]);
  await bank.close();
});

let people = 0;
const newHolder = () => accountHolder(bank.database, { number: ++people });

describe('opening an account', () => {
  test('gives a number, class III, and an account in the ledger with nothing on it', async () => {
    const { account, caller } = await newHolder();
    expect(account).toMatchObject({ accountClass: 'III', partyId: caller.partyId });
    const [held] = await bank.database.read((tx) => accountsById(tx, [account.ledgerAccountId]));
    expect(held).toMatchObject({
      code: 2010,
      userData128: uuidOf(caller.partyId),
      flags: { debitsMustNotExceedCredits: true },
    });
    expect(await bank.database.read((tx) => balanceOf(tx, account))).toEqual({
      postedMinor: 0n,
      availableMinor: 0n,
      heldOutMinor: 0n,
      heldInMinor: 0n,
    });
  });

  test('again, also many times at the same moment, gives the same account', async () => {
    const { caller } = await activeCustomer(bank.database, { number: ++people });
    const open = () => bank.database.transact((tx) => openAccount(tx, caller.partyId));
    const accounts = await Promise.all(Array.from({ length: 6 }, open));
    expect(new Set(accounts.map(({ id }) => id)).size).toBe(1);
    expect((await open()).number).toBe(accounts[0]?.number);
  });

  test('needs an active party', async () => {
    const { caller } = await signInBySms(bank.database, testPhone(++people));
    const open = bank.database.transact((tx) => openAccount(tx, caller.partyId));
    expect(await codeOf(open)).toBe('deposits.party_not_active');
  });

  test('after all that class II needs is there gives class II at once', async () => {
    const { caller } = await activeCustomer(bank.database, { number: ++people });
    const { partyId } = caller;
    await seen(bank.database, partyId);
    await bank.database.transact((tx) => noteCard(tx, partyId, true));
    const account = await bank.database.transact((tx) => openAccount(tx, partyId));
    expect(account.accountClass).toBe('II');
  });

  test.each([
    ['a card alone', true, false, 'III'],
    ['a look at the person alone', false, true, 'III'],
    ['both', true, true, 'II'],
  ] as const)('with %s later on', async (_, hasCard, isSeen, accountClass) => {
    const { caller } = await newHolder();
    const { partyId } = caller;
    if (hasCard) await bank.database.transact((tx) => noteCard(tx, partyId, true));
    if (isSeen) {
      await seen(bank.database, partyId);
      const key = partyId;
      const news = { id: 1n, topic: PRESENCE_GIVEN, key, payload: { party_id: partyId } };
      await bank.database.transact((tx) => hearPresence.handle(tx, news));
    }
    const account = await bank.database.read((tx) => demandAccountOf(tx, partyId));
    expect(account?.accountClass).toBe(accountClass);
  });
});

describe('an account', () => {
  test("is seen by its holder alone: another's is as unknown as none", async () => {
    const [mine, other] = [await newHolder(), await newHolder()];
    const look = (id: `acct_${string}`) =>
      codeOf(bank.database.read((tx) => ownAccount(tx, mine.caller.partyId, id)));
    expect(await look(mine.account.id)).toBe('accepted');
    expect(await look(other.account.id)).toBe('deposits.account_not_found');
    expect(await look('acct_01k7xw2v9yfq3r8t5m4n6p0abc')).toBe('deposits.account_not_found');
  });

  test('shows what is held apart from what is available', async () => {
    const { account } = await newHolder();
    await bank.database.transact(async (tx) => {
      await receive(tx, account, { amountMinor: 10_000n });
      await spend(tx, account, { amountMinor: 1500n, note: 'dinner', flags: { pending: true } });
      await receive(tx, account, { amountMinor: 300n, flags: { pending: true } });
    });
    expect(await bank.database.read((tx) => balanceOf(tx, account))).toEqual({
      postedMinor: 10_000n,
      availableMinor: 8500n,
      heldOutMinor: 1500n,
      heldInMinor: 300n,
    });
    const holds = await bank.database.read((tx) => listHolds(tx, account));
    expect(holds).toMatchObject([
      { direction: 'in', amountMinor: 300n, movement: { kind: 'top_up' } },
      { direction: 'out', amountMinor: 1500n, movement: { kind: 'withdrawal', note: 'dinner' } },
    ]);
  });

  test('is found for several parties at once, without those who have none', async () => {
    const [one, two] = [await newHolder(), await newHolder()];
    const { caller } = await activeCustomer(bank.database, { number: ++people });
    const payers = [two.caller.partyId, caller.partyId, one.caller.partyId];
    const { accounts } = await bank.database.transact((tx) =>
      takeSides(tx, { payers, payees: [], named: [] }),
    );
    expect(accounts.get(one.caller.partyId)?.id).toBe(one.account.id);
    expect(accounts.get(two.caller.partyId)?.id).toBe(two.account.id);
    expect(accounts.size).toBe(2);
  });

  test('locked crosswise by two at the same moment blocks neither', async () => {
    const [one, two] = [await newHolder(), await newHolder()];
    const [a, b] = [one.caller.partyId, two.caller.partyId];
    const lock = (payers: (typeof a)[]) =>
      bank.database.transact(async (tx) => {
        const { accounts } = await takeSides(tx, { payers, payees: [], named: [] });
        return accounts.size;
      });
    const rounds = Array.from({ length: 10 }, (_, index) => lock(index % 2 ? [a, b] : [b, a]));
    expect(new Set(await Promise.all(rounds))).toEqual(new Set([2]));
  });
});

test('a copy of the tables shows neither the other side nor the note of a movement', async () => {
  const { account } = await newHolder();
  await bank.database.transact((tx) =>
    receive(tx, account, { amountMinor: 1n, counterparty: 'Chen Hao', note: 'secret dinner' }),
  );
  const rows = await bank.database.read((tx) =>
    tx.query<{ text: string }>('select m::text as text from deposits.movements m'),
  );
  expect(rows.filter(({ text }) => /Chen|dinner/.test(text))).toEqual([]);
});
