// The plain designs that others build on the same PostgreSQL. They keep less than the ledger does:
// no statement, no holds, no history of refused ids; so a ratio to them flatters nobody.

import type { NewTransfer } from '#ledger';
import { openPool } from '../../platform/database/pool.ts';
import { asOwner, type Place } from '../place.ts';
import type { OpenDesign } from './designs.ts';

type Plain = (pool: ReturnType<typeof openPool>, one: NewTransfer) => Promise<void>;

/** Makes tables of their own for a plain design, with the ledger's accounts and their balances. */
export async function plainDesign(
  { url }: Place,
  clients: number,
  transfer: Plain,
): Promise<OpenDesign> {
  await asOwner(url, PLAIN_TABLES);
  const pool = openPool({ url, max: clients });
  return {
    make: async (transfers) => {
      for (const one of transfers) await transfer(pool, one);
    },
    close: () => pool.end(),
  };
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

/** What most programs do: begin, lock two rows, insert, update two, commit. */
export const naiveTransfer: Plain = async (pool, one) => {
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

/** The same in one round trip. */
export const functionTransfer: Plain = async (pool, one) => {
  await pool.query({
    name: 'transfer',
    text: 'select plain.transfer($1, $2, $3, $4, $5)',
    values: [one.id, one.debitAccountId, one.creditAccountId, one.amountMinor, one.code],
  });
};
