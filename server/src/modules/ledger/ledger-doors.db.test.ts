// The doors of engine memory: one writer at a time, its batches in a row, and reads that are exact
// while the sums of accounts wait for the fold.

import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { post } from './post.ts';
import { entriesOf } from './store-entries.ts';
import { foldBehindMark } from './store-fold.ts';
import { accountsById } from './store-lookups.ts';
import { trialBalance } from './store-trial-balance.ts';
import { auditLedger } from './testing/audit.ts';
import { customers, payment } from './testing/scene.ts';
import { sumsOf } from './testing/subject.ts';

type Term = { epoch: bigint; lined_until: bigint; last_timestamp: bigint; ended_batch: bigint };
type Row = { debit: string; credit: string; amount: bigint; pending?: string; flags?: number };

let bank: TestDatabase;
let term: Term;
let first: bigint;
let [from, to] = ['', ''];

beforeAll(async () => {
  bank = await testDatabase({ module: 'ledger' });
});
afterAll(() => bank.close());
beforeEach(async () => {
  await takeOver('sql');
  [from = '', to = ''] = await customers(bank, 2, 1000n);
  await takeOver('memory');
});
afterEach(async () => expect(await auditLedger(bank)).toEqual({}));

async function takeOver(engine: 'sql' | 'memory'): Promise<Term> {
  const { rows } = await bank.pool.query<Term>('select * from ledger.take_over($1)', [engine]);
  term = rows[0] ?? term;
  first = term.last_timestamp + 1n;
  return term;
}

type Query = Pick<TestDatabase['pool'], 'query'>;

async function append(rows: readonly Row[], batch: bigint | null, by: Query = bank.pool) {
  const ids = rows.map(() => randomUUID());
  const column = <Value>(valueOf: (row: Row) => Value) => rows.map(valueOf);
  await by.query(
    `select ledger.append($1, $2, $3, $4, $5, $6, $7, $8, $9, pending_ids => $10, flags => $11)`,
    [
      term.epoch,
      batch,
      first,
      ids,
      column(({ debit }) => debit),
      column(({ credit }) => credit),
      column(({ amount }) => amount),
      column(() => 156),
      column(() => 4),
      column(({ pending }) => pending ?? null),
      column(({ flags }) => flags ?? 0),
    ],
  );
  first += BigInt(rows.length);
  return ids;
}

const fold = (safe: bigint, atMost = 50_000) =>
  bank.pool.query('select * from ledger.fold($1, $2, $3)', [term.epoch, safe, atMost]);

const reading = () =>
  bank.database.read(async (tx) => ({
    accounts: (await accountsById(tx, [from, to])).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    entries: [await entriesOf(tx, from, { limit: 50 }), await entriesOf(tx, to, { limit: 50 })],
    trial: await trialBalance(tx),
  }));

test('what was appended is read at once, and the same at every step of the fold', async () => {
  const [hold = '', part = '', shut = ''] = await append(
    [
      { debit: from, credit: to, amount: 100n, flags: 2 },
      { debit: from, credit: to, amount: 50n, flags: 2 },
      { debit: to, credit: from, amount: 7n, flags: 2 + 64 },
    ],
    1n,
  );
  const resolve = { debit: from, credit: to };
  await append(
    [
      { debit: to, credit: from, amount: 7n, pending: shut, flags: 8 },
      { ...resolve, amount: 40n, pending: part, flags: 4 },
      { ...resolve, amount: 100n, pending: hold, flags: 8 },
      { ...resolve, amount: 30n },
    ],
    2n,
  );
  const before = await reading();
  const sums = before.accounts.map((account) => ({ id: account.id, ...sumsOf(account) }));
  expect(sums.find(({ id }) => id === from)).toMatchObject({
    debitsPendingMinor: 0n,
    debitsPostedMinor: 70n,
    creditsPostedMinor: 1000n,
  });
  expect(before.entries[1]?.map(({ amountMinor }) => amountMinor)).toEqual([30n, 40n, 1000n]);
  expect(await auditLedger(bank)).toEqual({});
  for (let safe = term.last_timestamp; safe < first; safe++) {
    await fold(safe);
    expect(await reading()).toEqual(before);
    expect(await auditLedger(bank)).toEqual({});
  }
  await takeOver('sql');
  expect(await reading()).toEqual(before);
});

test('an account that is closed reads closed before the fold and after it', async () => {
  await append([{ debit: from, credit: to, amount: 0n, flags: 2 + 64 }], 1n);
  const closed = async () => (await bank.database.read((tx) => accountsById(tx, [from])))[0]?.flags;
  expect(await closed()).toMatchObject({ closed: true });
  await fold(first - 1n);
  expect(await closed()).toMatchObject({ closed: true });
});

test('an expiry frees what was held, before the fold and after it', async () => {
  const id = randomUUID();
  await bank.pool.query(
    `select ledger.append($1, 1, $2, array[$3::uuid], array[$4::uuid], array[$5::uuid], '{90}',
      '{156}', '{4}', timeouts_seconds => '{60}', flags => '{66}')`,
    [term.epoch, first, id, from, to],
  );
  const due = first + 60_000_000_000n;
  const expire = (at: bigint) =>
    bank.pool.query(`select ledger.expire_by_writer($1, 2, $2, $3)`, [term.epoch, at, [id]]);
  await expect(expire(due - 1n)).rejects.toThrow(/cannot expire/);
  await expire(due);
  await expect(expire(due)).rejects.toThrow(/cannot expire/);
  const account = async () => (await bank.database.read((tx) => accountsById(tx, [from])))[0];
  const freed = { debitsPendingMinor: 0n, flags: { closed: false } };
  expect(await account()).toMatchObject(freed);
  await fold(due - 1n);
  expect(await account()).toMatchObject(freed);
  await fold(due);
  expect(await account()).toMatchObject(freed);
  first = due + 1n;
});

describe('a term of writing', () => {
  const one = () => [{ debit: from, credit: to, amount: 1n }];

  test('numbers its batches, and a batch that does not follow is not written', async () => {
    await append(one(), 1n);
    await expect(append(one(), 3n)).rejects.toThrow(/does not follow/);
    await expect(append(one(), 1n)).rejects.toThrow(/does not follow/);
    await append(one(), 2n);
    expect(await takeOver('memory')).toMatchObject({ ended_batch: 2n });
  });

  test('a batch waits for the one before it, and fails with it', async () => {
    const [ahead, behind] = [await bank.pool.connect(), await bank.pool.connect()];
    try {
      await ahead.query('begin');
      await append(one(), 1n, ahead);
      const next = append(one(), 2n, behind);
      await ahead.query('rollback');
      await expect(next).rejects.toThrow(/does not follow/);
    } finally {
      ahead.release();
      behind.release();
    }
  });

  test('ends when it is taken over: nothing of it can be written any more', async () => {
    const old = { ...term };
    await takeOver('memory');
    const later = first;
    [term, first] = [old, first + 10n];
    await expect(append(one(), 1n)).rejects.toThrow(/epoch \d+ is over/);
    await expect(append(one(), null)).rejects.toThrow(/epoch \d+ is over/);
    await expect(fold(first)).rejects.toThrow(/epoch \d+ is over/);
    await expect(bank.pool.query('select ledger.enter($1::bigint)', [term.epoch])).rejects.toThrow(
      /epoch \d+ is over/,
    );
    first = later;
  });

  test('is not taken over while a transaction of it is under way', async () => {
    const client = await bank.pool.connect();
    try {
      await client.query('begin');
      await append(one(), null, client);
      let taken = false;
      const next = takeOver('memory').then((answer) => ((taken = true), answer));
      await bank.pool.query('select 1');
      expect(taken).toBe(false);
      await client.query('commit');
      await next;
    } finally {
      client.release();
    }
    const [account] = await bank.database.read((tx) => accountsById(tx, [to]));
    expect(account?.creditsPostedMinor).toBe(1001n);
  });

  test('keeps row locks out, and gives the books back to them', async () => {
    const paid = () => bank.database.transact((tx) => post(tx, [payment(from, to, 1n)]));
    await expect(paid()).rejects.toThrow(/written by engine memory/);
    await takeOver('sql');
    expect(await paid()).toEqual(['created']);
    await expect(append(one(), 1n)).rejects.toThrow(/epoch \d+ is over/);
  });

  test('folds nothing by the mark, and takes no timestamp that is folded', async () => {
    await append(one(), 1n);
    const { until } = await bank.database.transact((tx) => foldBehindMark(tx, 10));
    expect(until).toBe(term.lined_until);
    await fold(first + 5n);
    await expect(append(one(), 2n)).rejects.toThrow(/folded already/);
  });

  test('a limit that the writer let pass stops the fold', async () => {
    await append([{ debit: from, credit: to, amount: 1001n }], 1n);
    await expect(fold(first)).rejects.toThrow(/debits_must_not_exceed_credits/);
    await append([{ debit: to, credit: from, amount: 1n }], 2n);
    await fold(first);
  });
});
