// What an attacker can do who has the server's database role: nothing to a balance, nothing to a
// transfer. And what the owner is stopped from doing by accident.

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { bankAccounts } from './bank-accounts.ts';
import { post } from './post.ts';
import { accountsById } from './store-lookups.ts';
import { auditLedger } from './testing/audit.ts';
import { customers, payment } from './testing/scene.ts';
import { sumsOf } from './testing/subject.ts';
import { posting, voiding } from './transfer.ts';

let bank: TestDatabase;
let owner: pg.Client;
let thief = '';
let victim = '';
let stranger = '';
let closed = '';
const held = { pending: '', voided: '', timed: '' };

beforeAll(async () => {
  bank = await testDatabase({ module: 'ledger' });
  owner = new pg.Client({ connectionString: bank.url });
  await owner.connect();
  [thief = '', victim = '', stranger = '', closed = ''] = await customers(bank, 4, 1000n);
  await bank.database.transact(async (tx) => {
    const pending = { ...payment(victim, stranger, 100n), flags: { pending: true } };
    const voided = { ...payment(victim, stranger, 100n), flags: { pending: true } };
    const timed = { ...pending, id: randomUUID(), timeoutSeconds: 60 };
    const flags = { pending: true, closingDebit: true };
    const closing = { ...payment(closed, stranger, 0n), flags };
    await post(tx, [pending, voided, timed, voiding(randomUUID(), voided.id), closing]);
    Object.assign(held, { pending: pending.id, voided: voided.id, timed: timed.id });
  });
});
afterAll(async () => {
  await owner.end();
  await bank.close();
});

const before = async (): Promise<object> => {
  const ids = [thief, victim, stranger, closed, bankAccounts.cardSettlement];
  const accounts = await bank.database.read((tx) => accountsById(tx, ids));
  return new Map(accounts.map((account) => [account.id, sumsOf(account)]));
};

async function refused(run: () => Promise<unknown>, reason: RegExp): Promise<void> {
  const standing = await before();
  await expect(run()).rejects.toThrow(reason);
  expect(await before()).toEqual(standing);
  expect(await auditLedger(bank)).toEqual({});
}

const TABLES = [
  'accounts',
  'transfers',
  'pending_states',
  'lines',
  'failed_transfers',
  'writer',
  'lined',
  'chart',
];

describe('the server role', () => {
  test.each(
    TABLES.flatMap((table) => [
      `update ledger.${table} set ${columnOf(table)} = ${columnOf(table)}`,
      `delete from ledger.${table}`,
      `truncate ledger.${table}`,
      `insert into ledger.${table} select * from ledger.${table}`,
      `alter table ledger.${table} disable trigger all`,
    ]),
  )('%s', async (sql) => {
    await refused(() => bank.pool.query(sql), /permission denied|must be owner/);
  });

  test.each([
    `select ledger.take_timestamps(7000000000000000000, 1)`,
    `select ledger.apply_effects(0, 9000000000000000000)`,
    `select ledger.record_pending(0, 0, 9000000000000000000)`,
    `select ledger.prove_accounts(0, 9000000000000000000)`,
    `select ledger.write_lines(0, 9000000000000000000)`,
    `select ledger.write_lines_and_sums(0, 9000000000000000000)`,
    `select ledger.fold_until(9000000000000000000, 10)`,
    `select ledger.fold_behind_mark(10)`,
    `select ledger.end_batch(0, 1)`,
    `select ledger.allow_writing('on')`,
    `select setval('ledger.timestamps', 1)`,
    `select * from ledger.accounts for update`,
    `create function ledger.mine() returns int language sql as 'select 1'`,
    `drop view ledger.effects`,
  ])('%s', async (sql) => {
    const run = async (): Promise<unknown> => bank.database.transact((tx) => tx.query(sql));
    await refused(run, /permission denied|must be owner/);
  });

  test('a temporary table of the same name does not stand in for the real one', async () => {
    await bank.database.transact(async (tx) => {
      await tx.query('create temporary table accounts (like ledger.accounts) on commit drop');
      await tx.query('create temporary table transfers (like ledger.transfers) on commit drop');
      await tx.query(`set local search_path = pg_temp, ledger, pg_catalog`);
      await tx.query(`set local ledger.writing = 'on'`);
      expect(await post(tx, [payment(thief, victim, 1n)])).toEqual(['created']);
    });
    expect(await auditLedger(bank)).toEqual({});
  });
});

function columnOf(table: string): string {
  const others = { pending_states: 'transfer_id', lines: 'account_id', chart: 'code' };
  const single = { writer: 'epoch', lined: 'until' };
  return { ...others, ...single }[table] ?? 'id';
}

/** A call of ledger.record with one row, as a forger would make it without the judging server. */
async function forge(row: Partial<Forged>): Promise<unknown> {
  const forged: Forged = {
    id: randomUUID(),
    debit: victim,
    credit: thief,
    amount: 10n,
    pending: null,
    timeout: 0,
    ledger: 156,
    code: 4,
    flags: 0,
    ...row,
  };
  const { id, debit, credit, amount, pending, timeout, ledger, code, flags } = forged;
  return bank.pool.query(
    `select ledger.record($1, array[$2::uuid], array[$3::uuid], array[$4::uuid],
      array[$5::bigint], array[$6::uuid], array[null::uuid], array[0::bigint], array[0],
      array[$7::integer], array[$8::integer], array[$9::integer], array[$10::integer], '{}', '{}')`,
    [1n, id, debit, credit, amount, pending, timeout, ledger, code, flags],
  );
}

type Forged = {
  id: string;
  debit: string;
  credit: string;
  amount: bigint | null;
  pending: string | null;
  timeout: number;
  ledger: number;
  code: number;
  flags: number;
};

describe('a forged call of ledger.record', () => {
  const rows: [string, () => Partial<Forged>, RegExp][] = [
    ['takes more than there is', () => ({ amount: 5000n }), /debits_must_not_exceed_credits/],
    ['holds more than there is', () => ({ amount: 5000n, flags: 2 }), /debits_must_not_exceed/],
    ['moves a negative amount', () => ({ amount: -10n }), /values_in_range|sums_fit/],
    ['moves no amount', () => ({ amount: null }), /null value/],
    ['moves to itself', () => ({ debit: thief }), /check/],
    ['moves from nowhere', () => ({ debit: randomUUID() }), /two accounts of its own ledger/],
    ['moves to nowhere', () => ({ credit: randomUUID() }), /two accounts of its own ledger/],
    ['moves in another asset', () => ({ ledger: 840 }), /two accounts of its own ledger/],
    ['moves from a closed account', () => ({ debit: closed }), /closed account moves nothing/],
    ['bears the id of another', () => ({ id: held.pending }), /recorded by somebody else/],
    ['names a hold but moves', () => ({ pending: held.pending }), /flags_agree/],
    ['posts without a hold', () => ({ flags: 4 }), /flags_agree/],
    [
      'posts to itself what is held for another',
      () => ({ flags: 4, pending: held.pending }),
      /cannot be resolved/,
    ],
    [
      'posts more than is held',
      () => ({ flags: 4, pending: held.pending, credit: stranger, amount: 101n }),
      /cannot be resolved/,
    ],
    [
      'voids a part',
      () => ({ flags: 8, pending: held.pending, credit: stranger, amount: 99n }),
      /cannot be resolved/,
    ],
    [
      'posts what was voided',
      () => ({ flags: 4, pending: held.voided, credit: stranger, amount: 100n }),
      /cannot be resolved/,
    ],
    [
      'posts and voids',
      () => ({ flags: 12, pending: held.pending, credit: stranger }),
      /flags_agree/,
    ],
    ['posts and balances', () => ({ flags: 20, pending: held.pending }), /flags_agree/],
    ['closes for ever', () => ({ flags: 64 }), /flags_agree/],
    ['moves for a time', () => ({ timeout: 5 }), /flags_agree/],
    ['bears a flag of its own', () => ({ flags: 512 }), /flags_agree/],
  ];
  test.each(rows)('%s', async (_name, row, reason) => {
    await refused(() => forge(row()), reason);
  });

  test('an overflowing sum is an error, not a small number', async () => {
    const most = 9223372036854775807n;
    const from = { debit: bankAccounts.cardSettlement, credit: bankAccounts.shareCapital };
    await refused(() => forge({ ...from, amount: most }), /out of range/);
  });

  test('the same hold twice in one batch', async () => {
    const sql = `
      select ledger.record(1, array[$1, $2]::uuid[], array[$3, $3]::uuid[], array[$4, $4]::uuid[],
        array[50, 50], array[$5, $5]::uuid[], array[null, null]::uuid[], array[0, 0], array[0, 0],
        array[0, 0], array[156, 156], array[4, 4], array[4, 4], '{}', '{}')`;
    const values = [randomUUID(), randomUUID(), victim, stranger, held.pending];
    await refused(() => bank.pool.query(sql, values), /cannot be resolved/);
  });

  test('arrays of different lengths', async () => {
    const sql = `
      select ledger.record(1, array[$1]::uuid[], array[$2, $2]::uuid[], array[$3]::uuid[],
        array[5], array[null]::uuid[], array[null]::uuid[], array[0], array[0], array[0],
        array[156], array[4], array[0], '{}', '{}')`;
    await refused(() => bank.pool.query(sql, [randomUUID(), victim, thief]), /null value/);
  });

  test('a moment in the next millennium', async () => {
    const sql = `select ledger.expire(9000000000000000000, array[$1]::uuid[])`;
    await refused(() => bank.pool.query(sql, [held.timed]), /no moment in nanoseconds/);
  });

  test.each([
    [`ledger.fold(0, 9000000000000000000)`, /epoch 0 is over/],
    [`ledger.append(0, 1, 1, '{}', '{}', '{}', '{}', '{}', '{}')`, /epoch 0 is over/],
    [`ledger.expire_by_writer(0, 1, 1, '{}')`, /epoch 0 is over/],
    [`ledger.take_over('nobody')`, /writer_engine_check/],
  ])('what only a writer of engine memory may: %s', async (call, reason) => {
    await refused(() => bank.pool.query(`select ${call}`), reason);
  });

  test('an account opened with money on it: there is no such way', async () => {
    const { rows: arguments_ } = await owner.query<{ names: string[] }>(
      `select proargnames as names from pg_proc where oid = 'ledger.open_accounts'::regproc`,
    );
    expect(arguments_[0]?.names.filter((name) => /debit|credit|balance/.test(name))).toEqual([]);
  });
});

/** A call of ledger.record_covered with one row, from the thief's places among some accounts. */
async function forgeCovered(row: Partial<ForgedCovered>): Promise<unknown> {
  const forged: ForgedCovered = {
    accounts: [victim, thief],
    id: randomUUID(),
    debit: 1,
    credit: 2,
    amount: 10n,
    ledger: 156,
    linked: 0,
    ...row,
  };
  const { accounts, id, debit, credit, amount, ledger, linked } = forged;
  return bank.pool.query(
    `select ledger.record_covered(1, $1, array[$2::uuid], array[$3::integer], array[$4::integer],
      array[$5::bigint], array[$6::integer], array[4], null, null, null, array[$7::integer])`,
    [accounts, id, debit, credit, amount, ledger, linked],
  );
}

type ForgedCovered = {
  accounts: string[];
  id: string;
  debit: number | null;
  credit: number;
  amount: bigint | null;
  ledger: number;
  linked: number;
};

describe('a forged call of ledger.record_covered', () => {
  const notCovered = /not covered by what stood before it/;
  const rows: [string, () => Partial<ForgedCovered>, RegExp][] = [
    ['takes more than there is', () => ({ amount: 5000n }), notCovered],
    ['takes what is held', () => ({ amount: 900n }), notCovered],
    ['moves a negative amount', () => ({ amount: -10n }), /values_in_range|sums_fit/],
    ['moves no amount', () => ({ amount: null }), /null value/],
    ['moves to itself', () => ({ credit: 1 }), notCovered],
    ['moves to the same account in two places', () => ({ accounts: [victim, victim] }), notCovered],
    ['moves from nowhere', () => ({ debit: 9 }), notCovered],
    ['moves from no place', () => ({ debit: null }), notCovered],
    ['moves to nowhere', () => ({ accounts: [victim, randomUUID()] }), notCovered],
    ['moves in another asset', () => ({ ledger: 840 }), notCovered],
    ['moves from a closed account', () => ({ accounts: [closed, thief] }), notCovered],
    ['names accounts it does not touch', () => ({ accounts: [victim, thief, closed] }), notCovered],
    ['bears the id of another', () => ({ id: held.pending }), /duplicate key/],
  ];
  test.each(rows)('%s', async (_name, row, reason) => {
    await refused(() => forgeCovered(row()), reason);
  });

  test('holds nothing: no flag but that of a chain gets through', async () => {
    const id = randomUUID();
    await forgeCovered({ id, linked: 255, amount: 1n });
    const { rows: made } = await bank.pool.query(
      'select flags from ledger.transfers where id = $1',
      [id],
    );
    expect(made).toEqual([{ flags: 1 }]);
    expect(await auditLedger(bank)).toEqual({});
  });
});

describe('the owner, by accident', () => {
  test.each(
    TABLES.slice(0, -1).flatMap((table) => [
      `update ledger.${table} set ${columnOf(table)} = ${columnOf(table)}`,
      `delete from ledger.${table}`,
      `truncate ledger.${table}`,
      `insert into ledger.${table} select * from ledger.${table} limit 0`,
    ]),
  )('%s', async (sql) => {
    await refused(() => owner.query(sql), /books are written by ledger.record only/);
  });
});

test('every function that runs as the owner has its search path pinned', async () => {
  const { rows } = await owner.query<{ name: string; settings: string[] | null }>(
    `select p.proname as name, p.proconfig as settings
      from pg_proc p where p.pronamespace = 'ledger'::regnamespace`,
  );
  const loose = rows.filter(
    ({ settings }) => settings?.includes('search_path=pg_catalog, pg_temp') !== true,
  );
  expect(loose).toEqual([]);
});

test('a hold that is what it says can still be posted', async () => {
  const statuses = await bank.database.transact((tx) =>
    post(tx, [posting(randomUUID(), held.pending, 40n)]),
  );
  expect(statuses).toEqual(['created']);
  expect(await auditLedger(bank)).toEqual({});
});
