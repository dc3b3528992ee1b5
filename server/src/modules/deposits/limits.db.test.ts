// Limits of account classes: by day, by year, at the same moment, and from their day on.

import { parseInstant } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { businessDate } from '#platform';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import type { DemandAccount } from './account.ts';
import { giveBackOutgoing, incomingRoom, limitState } from './limits.ts';
import { accountHolder, raise, receive, takeOutgoing } from './testing.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'deposits' });
});
afterAll(() => bank.close());

let people = 0;
async function newAccount(accountClass: 'II' | 'III' = 'III'): Promise<DemandAccount> {
  const { account, caller } = await accountHolder(bank.database, { number: ++people });
  return accountClass === 'III' ? account : raise(bank.database, caller.partyId);
}

const take = (account: DemandAccount, amountMinor: bigint) =>
  bank.database.transact((tx) => takeOutgoing(tx, account, amountMinor));
const used = (account: DemandAccount) =>
  bank.database.read(async (tx) => (await limitState(tx, account, await businessDate(tx))).used);

describe('sending to unbound accounts', () => {
  test.each([
    ['III', 200_000n],
    ['II', 1_000_000n],
  ] as const)('class %s can send %i fen a day and not one more', async (accountClass, most) => {
    const account = await newAccount(accountClass);
    expect(await take(account, most + 1n)).toEqual({ limit: 'day', leftMinor: most });
    expect(await take(account, most - 1n)).toBeUndefined();
    expect(await take(account, 2n)).toEqual({ limit: 'day', leftMinor: 1n });
    expect(await take(account, 1n)).toBeUndefined();
    expect(await take(account, 1n)).toEqual({ limit: 'day', leftMinor: 0n });
  });

  test('is free again at midnight in Beijing', async () => {
    const start = bank.clock.now();
    const account = await newAccount();
    bank.clock.set(parseInstant('2026-02-10T15:59:59.999Z'));
    await take(account, 200_000n);
    expect(await take(account, 1n)).toMatchObject({ limit: 'day' });
    bank.clock.set(parseInstant('2026-02-10T16:00:00.000Z'));
    expect(await take(account, 1n)).toBeUndefined();
    bank.clock.set(start);
  });

  test('of class III ends at 50 000 yuan a year, and begins anew with the next', async () => {
    const start = bank.clock.now();
    const account = await newAccount();
    for (let days = 0; days < 25; days++) {
      expect(await take(account, 200_000n)).toBeUndefined();
      bank.clock.advance(86_400);
    }
    expect(await take(account, 1n)).toEqual({ limit: 'year', leftMinor: 0n });
    bank.clock.set(parseInstant('2026-12-31T16:00:00.000Z'));
    expect(await take(account, 200_000n)).toBeUndefined();
    bank.clock.set(start);
  });

  test('by twenty at the same moment never passes the limit', async () => {
    const account = await newAccount();
    const answers = await Promise.all(Array.from({ length: 20 }, () => take(account, 30_000n)));
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(6);
    expect((await used(account)).dayMinor).toBe(180_000n);
  });

  test('that is undone is not counted', async () => {
    const account = await newAccount();
    const undone = bank.database.transact(async (tx) => {
      await takeOutgoing(tx, account, 200_000n);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect((await used(account)).dayMinor).toBe(0n);
  });

  test('that came back counts no longer, on its own day', async () => {
    const account = await newAccount();
    await take(account, 200_000n);
    await bank.database.transact(async (tx) =>
      giveBackOutgoing(tx, {
        accountId: account.id,
        amountMinor: 50_000n,
        on: await businessDate(tx),
      }),
    );
    expect(await used(account)).toEqual({ dayMinor: 150_000n, yearMinor: 150_000n });
    expect(await take(account, 50_001n)).toEqual({ limit: 'day', leftMinor: 50_000n });
  });

  test('follows new limits from their day on', async () => {
    const fresh = await testDatabase({ module: 'deposits' });
    const { account } = await accountHolder(fresh.database, { number: 1 });
    const { Client } = await import('pg');
    const owner = new Client({ connectionString: fresh.url });
    await owner.connect();
    await owner.query(`insert into deposits.class_limits values
      ('III', '2026-01-16', 100000, 5000000, 200000)`);
    await owner.end();
    const left = () => fresh.database.transact((tx) => takeOutgoing(tx, account, 150_000n));
    expect(await left()).toBeUndefined();
    fresh.clock.advance(86_400);
    expect(await left()).toEqual({ limit: 'day', leftMinor: 100_000n });
    await fresh.close();
  });
});

const room = (account: DemandAccount) => bank.database.transact((tx) => incomingRoom(tx, account));

describe('holding', () => {
  test('class III has room for 2 000 yuan, less what it has and what is on its way', async () => {
    const account = await newAccount();
    expect(await room(account)).toBe(200_000n);
    await bank.database.transact(async (tx) => {
      await receive(tx, account, { amountMinor: 150_000n });
      await receive(tx, account, { amountMinor: 20_000n, flags: { pending: true } });
    });
    expect(await room(account)).toBe(30_000n);
  });

  test('class III has no room, not less, when it holds more', async () => {
    const account = await newAccount();
    await bank.database.transact((tx) => receive(tx, account, { amountMinor: 300_000n }));
    expect(await room(account)).toBe(0n);
  });

  test('class II has no maximum', async () => {
    expect(await room(await newAccount('II'))).toBeNull();
  });
});
