// What is compared: the ledger's engines, and the plain designs that others build on the same
// PostgreSQL. The plain ones keep less than the ledger does (no statement, no holds, no history of
// refused ids), so that a ratio to them flatters nobody.

import { openPool } from '../platform/database/pool.ts';
import { post, sqlEngine, type NewTransfer } from '#ledger';
import { fileEngine } from './file-engine.ts';
import { asOwner, openDatabase } from './place.ts';

export type Design = {
  readonly name: string;
  readonly about: string;
  /** How many clients it takes to keep it busy. */
  readonly clients: number;
  readonly open: (url: string) => Promise<OpenDesign>;
};

export type OpenDesign = {
  /** Resolves when the transfer is durable; rejects when it was not made. */
  readonly make: (transfer: NewTransfer) => Promise<void>;
  readonly close: () => Promise<void>;
};

const CLIENTS = 8;
const MANY_CLIENTS = 8_000;

export const designs: readonly Design[] = [
  {
    name: 'naive',
    about: 'a transaction a transfer from Node: lock two rows, insert, update two; 8 clients',
    clients: CLIENTS,
    open: async (url) => plainDesign(url, naiveTransfer),
  },
  {
    name: 'function',
    about: 'the same as one PL/pgSQL call a transfer; 8 clients',
    clients: CLIENTS,
    open: async (url) => plainDesign(url, functionTransfer),
  },
  {
    name: 'post',
    about: "the ledger's post in a transaction of its own, all its promises; 8 clients",
    clients: CLIENTS,
    open: async (url) => {
      const database = openDatabase(url, CLIENTS);
      return {
        make: async (one) => requireCreated(await database.transact((tx) => post(tx, [one]))),
        close: database.close,
      };
    },
  },
  {
    name: 'sql',
    about: "the ledger's submit, engine sql; 8 000 clients",
    clients: MANY_CLIENTS,
    open: async (url) => {
      const database = openDatabase(url, CLIENTS);
      const engine = sqlEngine(database);
      return {
        make: async (one) => requireCreated(await engine.submit({ transfers: [one] })),
        close: async () => {
          await engine.close();
          await database.close();
        },
      };
    },
  },
  {
    name: 'fsync',
    about: 'balances in memory, an appended file, one fsync a batch: no database; 8 000 clients',
    clients: MANY_CLIENTS,
    open: async () => fileEngine(),
  },
];

function requireCreated([status]: readonly string[]): void {
  if (status !== 'created') throw new Error(`a transfer of the benchmark was ${status}`);
}

type Plain = (pool: ReturnType<typeof openPool>, one: NewTransfer) => Promise<void>;

async function plainDesign(url: string, transfer: Plain): Promise<OpenDesign> {
  await asOwner(url, PLAIN_TABLES);
  const pool = openPool({ url, max: CLIENTS });
  return { make: (one) => transfer(pool, one), close: () => pool.end() };
}

const PLAIN_TABLES = `
  drop schema if exists plain cascade;
  create schema plain;
  create table plain.accounts (
    id uuid primary key, debits bigint not null default 0, credits bigint not null default 0
  ) with (fillfactor = 70);
  create table plain.transfers (
    id uuid primary key, debit_account_id uuid not null, credit_account_id uuid not null,
    amount bigint not null, code integer not null, at timestamptz not null default now()
  );
  insert into plain.accounts (id, credits) select id, credits_posted_minor from ledger.accounts;
  create function plain.transfer(
    wanted uuid, debit uuid, credit uuid, wanted_amount bigint, wanted_code integer
  ) returns boolean language plpgsql as $$
  begin
    perform 1 from plain.accounts where id in (debit, credit) order by id for update;
    insert into plain.transfers values (wanted, debit, credit, wanted_amount, wanted_code);
    update plain.accounts set debits = debits + wanted_amount where id = debit;
    update plain.accounts set credits = credits + wanted_amount where id = credit;
    return true;
  end $$;
  analyze plain.accounts;`;

const naiveTransfer: Plain = async (pool, one) => {
  const { id, debitAccountId, creditAccountId, amountMinor, code } = one;
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query({
      name: 'lock',
      text: 'select id from plain.accounts where id in ($1, $2) order by id for update',
      values: [debitAccountId, creditAccountId],
    });
    await client.query({
      name: 'insert',
      text: 'insert into plain.transfers values ($1, $2, $3, $4, $5)',
      values: [id, debitAccountId, creditAccountId, amountMinor, code],
    });
    await client.query({
      name: 'debit',
      text: 'update plain.accounts set debits = debits + $2 where id = $1',
      values: [debitAccountId, amountMinor],
    });
    await client.query({
      name: 'credit',
      text: 'update plain.accounts set credits = credits + $2 where id = $1',
      values: [creditAccountId, amountMinor],
    });
    await client.query('commit');
  } finally {
    client.release();
  }
};

const functionTransfer: Plain = async (pool, one) => {
  await pool.query({
    name: 'transfer',
    text: 'select plain.transfer($1, $2, $3, $4, $5)',
    values: [one.id, one.debitAccountId, one.creditAccountId, one.amountMinor, one.code],
  });
};
