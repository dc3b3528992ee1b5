// The door on a real database: posting with the use case or not at all, in order, once, and never
// beyond a limit, however many do it at the same moment.

import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { addSeconds } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import {
  accountsById,
  balanceAt,
  bankAccounts,
  entriesOf,
  holdsOf,
  openAccounts,
  pendingExpiry,
  post,
  postAll,
  posting,
  transfersById,
  trialBalance,
  turnoverOf,
  voiding,
  type NewTransfer,
} from '#ledger';
import { auditLedger } from './testing/audit.ts';
import { customers, payment } from './testing/scene.ts';
import { sumsOf } from './testing/subject.ts';
import type { TransferStatus } from './transfer.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'ledger' });
});
afterAll(() => bank.close());

const posted = (...transfers: NewTransfer[]): Promise<TransferStatus[]> =>
  bank.database.transact((tx) => post(tx, transfers));

async function accountOf(id: string) {
  const [account] = await bank.database.read((tx) => accountsById(tx, [id]));
  return account;
}

async function balanceOf(id: string): Promise<bigint> {
  const account = await accountOf(id);
  return (account?.creditsPostedMinor ?? 0n) - (account?.debitsPostedMinor ?? 0n);
}

/** A number of things at once, then how often each answer was given. */
async function tally<Answer extends string>(
  runs: Promise<Answer>[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const answer of await Promise.all(runs)) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}

describe('a use case', () => {
  test('that throws leaves neither a transfer nor a failed id', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const good = payment(from, to, 10n);
    const bad = payment(from, to, 1000n);
    const run = bank.database.transact(async (tx) => {
      expect(await post(tx, [good, bad])).toEqual(['created', 'exceeds_credits']);
      throw new Error('the rest of the use case said no');
    });
    await expect(run).rejects.toThrow('said no');
    expect(await balanceOf(from)).toBe(100n);
    expect(await posted({ ...bad, amountMinor: 1n }, good)).toEqual(['created', 'created']);
  });

  test('that commits a no keeps it: the same id is refused for ever', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const bad = payment(from, to, 1000n);
    expect(await posted(bad)).toEqual(['exceeds_credits']);
    expect(await posted({ ...bad, amountMinor: 1n })).toEqual(['id_already_failed']);
  });

  test('may post twice in one transaction, the second time on what the first left', async () => {
    const [from = '', to = '', third = ''] = await customers(bank, 3, 100n);
    await bank.database.transact(async (tx) => {
      expect(await post(tx, [payment(from, to, 100n)])).toEqual(['created']);
      expect(await post(tx, [payment(to, third, 200n)])).toEqual(['created']);
      expect(await post(tx, [payment(from, third, 1n)])).toEqual(['exceeds_credits']);
    });
    expect(await balanceOf(third)).toBe(300n);
  });

  test('postAll makes all or none, says why, and a replay is `exists`', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const pair = [payment(from, to, 60n), payment(from, to, 41n)] as const;
    const all = (...transfers: NewTransfer[]): Promise<TransferStatus> =>
      bank.database.transact((tx) => postAll(tx, transfers));
    expect(await all(...pair)).toBe('exceeds_credits');
    expect(await balanceOf(from)).toBe(100n);
    const fits = [payment(from, to, 60n), payment(from, to, 40n)];
    expect(await all(...fits)).toBe('created');
    expect(await all(...fits)).toBe('exists');
    expect(await balanceOf(from)).toBe(0n);
    expect(await all()).toBe('created');
  });
});

describe('at the same moment', () => {
  test('many spend the same money: exactly what there is goes out', async () => {
    const [from = '', ...to] = await customers(bank, 4, 100n);
    const runs = Array.from({ length: 60 }, (_, index) =>
      posted(payment(from, to[index % 3] ?? '', 7n)).then(([status]) => status ?? 'none'),
    );
    expect(await tally(runs)).toEqual({ created: 14, exceeds_credits: 46 });
    expect(await balanceOf(from)).toBe(2n);
  });

  test('the same transfer comes many times: it is made once', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const one = payment(from, to, 30n);
    const runs = Array.from({ length: 20 }, () => posted(one).then(([status]) => status ?? 'none'));
    expect(await tally(runs)).toEqual({ created: 1, exists: 19 });
    expect(await balanceOf(from)).toBe(70n);
  });

  test('one id comes for several accounts: one is made, the others differ', async () => {
    const ids = await customers(bank, 8, 100n);
    const id = randomUUID();
    const runs = [0, 2, 4, 6].map((index) =>
      posted({ ...payment(ids[index] ?? '', ids[index + 1] ?? '', 30n), id }).then(
        ([status]) => status ?? 'none',
      ),
    );
    expect(await tally(runs)).toEqual({ created: 1, exists_with_different_debit_account_id: 3 });
  });

  test('one id comes for a payment that can be made and one that cannot: never both', async () => {
    const [rich = '', poor = '', to = ''] = await customers(bank, 3, 100n);
    for (let round = 0; round < 20; round++) {
      const id = randomUUID();
      const answers = await Promise.all([
        posted({ ...payment(rich, bankAccounts.shareCapital, 1n), id }),
        posted({ ...payment(poor, to, 1000n), id }),
      ]);
      expect([
        ['created', 'exists_with_different_debit_account_id'],
        ['id_already_failed', 'exceeds_credits'],
      ]).toContainEqual(answers.flat());
    }
    expect(await auditLedger(bank)).toEqual({});
  });

  test('one hold is posted and voided by many: it is resolved once', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const hold = { ...payment(from, to, 50n), flags: { pending: true } };
    expect(await posted(hold)).toEqual(['created']);
    const runs = Array.from({ length: 16 }, (_, index) =>
      posted(
        index % 2 === 0 ? posting(randomUUID(), hold.id) : voiding(randomUUID(), hold.id),
      ).then(([status]) => status ?? 'none'),
    );
    const counts = await tally(runs);
    expect(counts['created']).toBe(1);
    const account = await accountOf(from);
    expect(account?.debitsPendingMinor).toBe(0n);
    expect([50n, 100n]).toContain(await balanceOf(from));
  });

  test('payments criss-cross: none waits for ever, no yuan is lost', async () => {
    const ids = await customers(bank, 5, 100n);
    const pick = (number: number): string => ids[number % ids.length] ?? '';
    const runs = Array.from({ length: 100 }, (_, index) =>
      // Two ways at once, so that accounts locked in any order but one would meet head on.
      posted(
        payment(pick(index), pick(index + 1), 9n),
        payment(pick(index * 3 + 2), pick(index * 3 + 4), 8n),
      ).then(() => 'committed' as const),
    );
    expect(await tally(runs)).toEqual({ committed: 100 });
    const balances = await Promise.all(ids.map(balanceOf));
    expect(balances.reduce((sum, one) => sum + one, 0n)).toBe(500n);
    expect(balances.filter((one) => one < 0n)).toEqual([]);
    expect(await auditLedger(bank)).toEqual({});
  });

  test('two use cases that wait for each other: one is retried, both end', async () => {
    const [a = '', b = '', c = '', d = ''] = await customers(bank, 4, 100n);
    let arrived = 0;
    const gate = new EventEmitter();
    const bothArrived = once(gate, 'both');
    const useCase = (first: NewTransfer, second: NewTransfer): Promise<TransferStatus[]> =>
      bank.database.transact(async (tx) => {
        const statuses = await post(tx, [first]);
        if (++arrived === 2) gate.emit('both');
        await bothArrived;
        return [...statuses, ...(await post(tx, [second]))];
      });
    const ends = await Promise.all([
      useCase(payment(a, b, 10n), payment(c, d, 10n)),
      useCase(payment(d, c, 20n), payment(b, a, 20n)),
    ]);
    expect(ends).toEqual([
      ['created', 'created'],
      ['created', 'created'],
    ]);
    expect(arrived).toBe(3);
    expect(await Promise.all([a, b, c, d].map(balanceOf))).toEqual([110n, 90n, 110n, 90n]);
  });

  test('an account is opened by many: once', async () => {
    const account = { id: randomUUID(), ledger: 156, code: 2010 };
    const runs = Array.from({ length: 10 }, () =>
      bank.database
        .transact((tx) => openAccounts(tx, [account]))
        .then(([status]) => status ?? 'none'),
    );
    expect(await tally(runs)).toEqual({ created: 1, exists: 9 });
  });
});

describe('time', () => {
  test('timestamps are unique and rise along every account while the clock stands', async () => {
    const ids = await customers(bank, 6, 1000n);
    const transfers = Array.from({ length: 90 }, (_, index) =>
      payment(ids[index % 6] ?? '', ids[(index + 1 + (index % 4)) % 6] ?? '', 1n),
    );
    await Promise.all(transfers.map((one) => posted(one)));
    const made = await bank.database.read((tx) =>
      transfersById(
        tx,
        transfers.map((one) => one.id),
      ),
    );
    expect(new Set(made.map((one) => one.timestamp)).size).toBe(90);
    for (const one of made)
      expect(one.timestamp >= BigInt(bank.clock.now()) * 1_000_000n).toBe(true);
    const entries = await bank.database.read((tx) => entriesOf(tx, ids[0] ?? '', { limit: 100 }));
    let sum = 0n;
    for (const entry of entries.toReversed()) {
      sum += entry.side === 'credit' ? entry.amountMinor : -entry.amountMinor;
      expect(entry.balanceAfterMinor).toBe(sum);
    }
  });

  test('a posting given up while it waits for its timestamp leaves no lock behind', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const holder = await bank.pool.connect();
    const latch = 'select pg_advisory_lock(7310868735423279220)';
    // Without the owner's rights one can still hold everybody up: nothing moves, nothing is lost.
    await holder.query(latch);
    const one = payment(from, to, 1n);
    const run = bank.database.transact(async (tx) => {
      await tx.query(`set local statement_timeout = '200ms'`);
      await tx.query(`set local lock_timeout = '100ms'`);
      return post(tx, [one]);
    });
    await expect(run).rejects.toThrow(/timeout/);
    await holder.query('select pg_advisory_unlock_all()');
    holder.release();
    expect(await posted(one)).toEqual(['created']);
    const held = await bank.pool.query(`
      select 1 from pg_locks
        where locktype = 'advisory'
          and database = (select oid from pg_database where datname = current_database())`);
    expect(held.rows).toEqual([]);
  });

  test('a clock that is set back does not set the ledger back', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const [first, second] = [payment(from, to, 1n), payment(from, to, 1n)];
    await posted(first);
    const now = bank.clock.now();
    bank.clock.advance(-3600);
    await posted(second);
    bank.clock.set(now);
    const entries = await bank.database.read((tx) => entriesOf(tx, from, { limit: 2 }));
    expect(entries.map((entry) => entry.transferId)).toEqual([second.id, first.id]);
  });

  test('a statement: pages, periods, balances and turnover at moments', async () => {
    const [account = '', other = ''] = await customers(bank, 2, 1000n);
    const start = addSeconds(bank.clock.now(), 60);
    for (const amountMinor of [10n, 20n, 30n, 40n]) {
      bank.clock.advance(60);
      await posted(
        { ...payment(account, other, amountMinor), userData128: other },
        { ...payment(other, account, 5n), flags: { pending: true } },
      );
    }
    const read = bank.database.read;
    const page = await read((tx) => entriesOf(tx, account, { from: start, limit: 3 }));
    expect(page.map((entry) => [entry.amountMinor, entry.balanceAfterMinor])).toEqual([
      [40n, 900n],
      [30n, 940n],
      [20n, 970n],
    ]);
    expect(page[0]).toMatchObject({
      side: 'debit',
      counterAccountId: other,
      code: 4,
      userData128: other,
    });
    expect(page[0]?.at).toBe(bank.clock.now());
    const before = page.at(-1)?.timestamp ?? 0n;
    const last = await read((tx) => entriesOf(tx, account, { from: start, before, limit: 3 }));
    expect(last.map((entry) => entry.amountMinor)).toEqual([10n]);
    const [from, to] = [addSeconds(start, 60), addSeconds(start, 180)];
    const middle = await read((tx) => entriesOf(tx, account, { from, to, limit: 9 }));
    expect(middle.map((entry) => entry.amountMinor)).toEqual([30n, 20n]);
    expect(await read((tx) => balanceAt(tx, account, from))).toBe(990n);
    expect(await read((tx) => balanceAt(tx, account, to))).toBe(940n);
    expect(await read((tx) => balanceAt(tx, randomUUID(), to))).toBe(0n);
    expect(await read((tx) => turnoverOf(tx, account, { from, to }))).toEqual({
      debitsMinor: 50n,
      creditsMinor: 0n,
    });
  });

  test('a hold shows on both sides until its time is over, then frees itself', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const timed = { ...payment(from, to, 70n), flags: { pending: true }, timeoutSeconds: 86_400 };
    const open = { ...payment(from, to, 30n), flags: { pending: true } };
    expect(await posted(timed, open, payment(from, to, 1n))).toEqual([
      'created',
      'created',
      'exceeds_credits',
    ]);
    const read = bank.database.read;
    const holds = await read((tx) => holdsOf(tx, to));
    expect(holds).toMatchObject([
      { transferId: open.id, side: 'credit', amountMinor: 30n, expiresAt: null },
      { transferId: timed.id, side: 'credit', amountMinor: 70n, counterAccountId: from },
    ]);
    expect(holds[1]?.expiresAt).toBe(addSeconds(bank.clock.now(), 86_400));
    bank.clock.advance(86_399);
    expect(await pendingExpiry.run(bank.database)).toBe(false);
    expect((await accountOf(from))?.debitsPendingMinor).toBe(100n);
    bank.clock.advance(2);
    expect(await posted(posting(randomUUID(), timed.id))).toEqual(['pending_transfer_expired']);
    await Promise.all([pendingExpiry.run(bank.database), pendingExpiry.run(bank.database)]);
    expect((await accountOf(from))?.debitsPendingMinor).toBe(30n);
    expect((await read((tx) => holdsOf(tx, from))).map((one) => one.side)).toEqual(['debit']);
    expect(await posted(payment(from, to, 70n))).toEqual(['created']);
  });
});

describe('the books', () => {
  test('the trial balance balances, under the names of the chart', async () => {
    await customers(bank, 1, 500n);
    const lines = await bank.database.read(trialBalance);
    expect(
      lines.map(({ code, class: kind, nameEn, nameZh }) => [code, kind, nameEn, nameZh]),
    ).toEqual([
      [1010, 'asset', 'Due from card banks', expect.any(String)],
      [2010, 'liability', 'Demand deposits', '活期存款'],
      [3010, 'equity', 'Share capital', '股本'],
      [4010, 'income', 'Fee income', '手续费收入'],
    ]);
    const debits = lines.reduce((sum, line) => sum + line.debitsPostedMinor, 0n);
    const credits = lines.reduce((sum, line) => sum + line.creditsPostedMinor, 0n);
    expect(debits).toBe(credits);
    expect(debits > 0n).toBe(true);
  });

  test("the bank's own accounts are open under their fixed ids", async () => {
    const ids = Object.values(bankAccounts);
    const accounts = await bank.database.read((tx) => accountsById(tx, ids));
    expect(accounts.map((account) => account.id).toSorted()).toEqual(ids.toSorted());
  });

  test('an account under no node of the chart is a defect', async () => {
    const account = { id: randomUUID(), ledger: 156, code: 1234 };
    const run = bank.database.transact((tx) => openAccounts(tx, [account]));
    await expect(run).rejects.toThrow(/foreign key/);
  });

  test('the worked example of the concept page: a top-up and a withdrawal', async () => {
    const { cardSettlement, withdrawalFees } = bankAccounts;
    const [lin = '', friend = ''] = await customers(bank, 2, 0n);
    const opening = [await accountOf(cardSettlement), await accountOf(withdrawalFees)] as const;
    const sums = async () => {
      const all = [
        await accountOf(lin),
        await accountOf(cardSettlement),
        await accountOf(withdrawalFees),
      ];
      const [own, card, fees] = all.map(sumsOf);
      return [
        [own?.debitsPendingMinor, own?.debitsPostedMinor, own?.creditsPostedMinor],
        (card?.debitsPostedMinor ?? 0n) - (opening[0]?.debitsPostedMinor ?? 0n),
        (card?.creditsPostedMinor ?? 0n) - (opening[0]?.creditsPostedMinor ?? 0n),
        (fees?.creditsPostedMinor ?? 0n) - (opening[1]?.creditsPostedMinor ?? 0n),
      ];
    };
    const all = (...transfers: NewTransfer[]): Promise<TransferStatus> =>
      bank.database.transact((tx) => postAll(tx, transfers));

    expect(await all(payment(cardSettlement, lin, 10_000n))).toBe('created');
    expect(await sums()).toEqual([[0n, 0n, 10_000n], 10_000n, 0n, 0n]);
    const flags = { pending: true };
    const amount = { ...payment(lin, cardSettlement, 9_000n), flags };
    const fee = { ...payment(lin, withdrawalFees, 10n), flags };
    expect(await all(amount, fee)).toBe('created');
    expect(await sums()).toEqual([[9_010n, 0n, 10_000n], 10_000n, 0n, 0n]);
    expect(await all(payment(lin, friend, 2_000n))).toBe('exceeds_credits');
    expect(await sums()).toEqual([[9_010n, 0n, 10_000n], 10_000n, 0n, 0n]);
    const paidOut = [posting(randomUUID(), amount.id), posting(randomUUID(), fee.id)];
    expect(await all(...paidOut)).toBe('created');
    expect(await sums()).toEqual([[0n, 9_010n, 10_000n], 10_000n, 9_000n, 10n]);
    expect(await auditLedger(bank)).toEqual({});
  });
});
