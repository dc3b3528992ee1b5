// Statement lines are written behind the commits: nobody who reads can tell how far they are.

import { addSeconds } from '@sycee/kit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Tx } from '#platform';
import { asOwner } from '../../platform/testing/as-owner.ts';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { bankAccounts } from './bank-accounts.ts';
import { lineWriter } from './line-writer.ts';
import { post } from './post.ts';
import { balanceAt, entriesOf, turnoverOf } from './store-entries.ts';
import { foldBehindMark } from './store-fold.ts';
import { auditLedger } from './testing/audit.ts';
import { foldAll } from './testing/fold-all.ts';
import { customers, payment } from './testing/scene.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'ledger' });
});
afterAll(() => bank.close());
afterEach(async () => expect(await auditLedger(bank)).toEqual({}));

const linesOf = async (account: string): Promise<number[]> => {
  const sql = `select cardinality(timestamps) as movements from ledger.lines
    where account_id = $1 order by last_timestamp`;
  const rows = await bank.database.read((tx) => tx.query<{ movements: number }>(sql, [account]));
  return rows.map(({ movements }) => movements);
};

const pay = (from: string, to: string, amounts: readonly bigint[]) =>
  bank.database.transact((tx) =>
    post(
      tx,
      amounts.map((amount) => payment(from, to, amount)),
    ),
  );

/** Everything a statement can show of an account, read in one snapshot. */
const readingOf = (account: string) =>
  bank.database.read(async (tx) => ({
    entries: await entriesOf(tx, account, { limit: 1000 }),
    pages: await pagesOf(tx, account, 7),
    balance: await balanceAt(tx, account, addSeconds(tx.now, 1)),
    turnover: await turnoverOf(tx, account, { from: addSeconds(tx.now, -60), to: tx.now }),
  }));

async function pagesOf(tx: Tx, account: string, limit: number) {
  const pages = [];
  let before: bigint | undefined;
  do {
    const page = await entriesOf(tx, account, { limit, ...(before !== undefined && { before }) });
    pages.push(...page);
    before = page.length < limit ? undefined : page.at(-1)?.timestamp;
  } while (before !== undefined);
  return pages;
}

describe('a statement', () => {
  test('reads the same before the fold, at every step of it, and after', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 1_000_000n);
    const amounts = Array.from({ length: 150 }, (_, index) => BigInt(index % 9));
    await pay(from, to, amounts);
    bank.clock.advance(30);
    await pay(to, from, amounts);
    const before = [await readingOf(from), await readingOf(to)];
    expect(before[0]?.entries).toHaveLength(301);
    expect(before[0]?.pages).toEqual(before[0]?.entries);
    for (let more = true; more;) {
      const folded = await bank.database.transact((tx) => foldBehindMark(tx, 37));
      expect([await readingOf(from), await readingOf(to)]).toEqual(before);
      more = folded.until < (before[0]?.entries[0]?.timestamp ?? 0n);
    }
    expect((await linesOf(from)).reduce((sum, one) => sum + one)).toBe(301);
  });

  test('is packed sixty-four movements to a line', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 1000n);
    await foldAll(bank.database);
    await pay(
      from,
      to,
      Array.from({ length: 130 }, () => 1n),
    );
    await foldAll(bank.database);
    expect(await linesOf(to)).toEqual([1, 64, 64, 2]);
  });

  test('goes on where a page ended, though the fold has moved on meanwhile', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 1000n);
    await pay(from, to, [1n, 2n, 3n, 4n, 5n, 6n]);
    const read = (range: { limit: number; before?: bigint }) =>
      bank.database.read((tx) => entriesOf(tx, to, range));
    const first = await read({ limit: 2 });
    await pay(from, to, [7n, 8n]);
    await foldAll(bank.database);
    await pay(from, to, [9n]);
    const next = await read({ limit: 3, before: first[1]?.timestamp ?? 0n });
    expect([...first, ...next].map(({ amountMinor }) => amountMinor)).toEqual([6n, 5n, 4n, 3n, 2n]);
    expect(next[0]?.balanceAfterMinor).toBe(1010n);
  });

  test('shows a transaction what it has posted itself', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 1000n);
    await foldAll(bank.database);
    await bank.database.transact(async (tx) => {
      await post(tx, [payment(from, to, 5n)]);
      const [entry] = await entriesOf(tx, to, { limit: 1 });
      expect(entry).toMatchObject({ amountMinor: 5n, balanceAfterMinor: 1005n, side: 'credit' });
    });
  });

  test('tells the side of a movement of nothing', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 1000n);
    await pay(from, to, [0n]);
    const sides = async () => {
      const read = (account: string) =>
        bank.database.read((tx) => entriesOf(tx, account, { limit: 1 }));
      return [(await read(from))[0]?.side, (await read(to))[0]?.side];
    };
    expect(await sides()).toEqual(['debit', 'credit']);
    await foldAll(bank.database);
    expect(await sides()).toEqual(['debit', 'credit']);
  });
});

describe('the fold', () => {
  beforeEach(() => foldAll(bank.database));

  const until = async (): Promise<bigint> =>
    (await bank.database.transact((tx) => foldBehindMark(tx, 1000))).until;

  test('waits for a transaction that may still commit an earlier movement', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 1000n);
    await foldAll(bank.database);
    const standing = await until();
    await bank.database.transact(async (tx) => {
      await post(tx, [payment(from, to, 5n)]);
      // A later movement elsewhere commits first.
      await pay(bankAccounts.cardSettlement, bankAccounts.shareCapital, [1n]);
      for (let round = 0; round < 5; round++) expect(await until()).toBe(standing);
    });
    await foldAll(bank.database);
    expect(await linesOf(to)).toEqual([1, 1]);
  });

  test('is not held up by whoever only reads', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 1000n);
    await bank.database.read(async (tx) => {
      await tx.query('select count(*) from ledger.transfers');
      await pay(from, to, [5n]);
      await foldAll(bank.database);
    });
    expect((await linesOf(to)).reduce((sum, one) => sum + one)).toBe(2);
  });

  test('is one at a time, and whoever is second has nothing to do', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 1000n);
    await pay(from, to, [1n, 2n, 3n]);
    await Promise.all(Array.from({ length: 6 }, () => lineWriter.run(bank.database)));
    await foldAll(bank.database);
    expect((await linesOf(to)).reduce((sum, one) => sum + one)).toBe(4);
  });

  test('leaves nothing behind when it is broken off, and starts again where it was', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 1000n);
    await pay(from, to, [1n, 2n, 3n]);
    await until();
    const brokenOff = bank.database.transact(async (tx) => {
      await foldBehindMark(tx, 1000);
      throw new Error('the power went');
    });
    await expect(brokenOff).rejects.toThrow('the power went');
    expect(await linesOf(to)).toEqual([]);
    await foldAll(bank.database);
    expect((await linesOf(to)).reduce((sum, one) => sum + one)).toBe(4);
  });

  test('writes nothing where nothing has happened', async () => {
    const before = await bank.database.read((tx) => tx.query('select xmin from ledger.lined'));
    await until();
    await until();
    const after = await bank.database.read((tx) => tx.query('select xmin from ledger.lined'));
    expect(after).toEqual(before);
  });

  test('goes on in books that were copied into a younger cluster', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 1000n);
    await pay(from, to, [5n]);
    await until();
    await asOwner(bank.url, `alter table ledger.lined disable trigger all`);
    await asOwner(bank.url, `update ledger.lined set mark_xid = '9000000000000000000'`);
    await asOwner(bank.url, `alter table ledger.lined enable trigger all`);
    await foldAll(bank.database);
    expect((await linesOf(to)).reduce((sum, one) => sum + one)).toBe(2);
  });
});
