// Opens customers by the million. The ledger's door opens them by the thousand, each batch judged
// and answered; here the owner of the database writes the same rows with a few statements.

import { bankAccounts, CHART_CODES, LEDGER_CNY, TRANSFER_CODES } from '#ledger';
import type { Query } from '../platform/database/transaction.ts';
import { machineClock } from '#platform';
import { newRun } from './ids.ts';
import { ownerSession } from './place.ts';
import { say } from './say.ts';
import { counted } from './table.ts';

const AT_ONCE = 1_000_000;
/** Lower than the ids of all transfers that follow, as it would be in life. */
const FUNDING_FIRST = 2 ** 36;

/** Which customers to open: those with the numbers from `from` on and below `to`. */
export type Opening = {
  readonly from: number;
  readonly to: number;
  /** What each gets from the bank's account at card banks, as a transfer; zero for nothing. */
  readonly fundsMinor: bigint;
};

/** Opens customers whose ids follow from `run`; the books are in the hands of engine sql then. */
export async function openCustomersBySql(
  url: string,
  { from, to, fundsMinor }: Opening,
  run = newRun(),
): Promise<string> {
  await ownerSession(url, async (query) => {
    // A server that was killed may have left them in its own.
    await query(`select ledger.take_over('sql')`);
    for (let start = from; start < to; start += AT_ONCE) {
      const end = Math.min(to, start + AT_ONCE);
      await query('begin');
      await query(`select ledger.enter('sql', null), ledger.allow_writing('on')`);
      await query(ACCOUNTS, [
        start,
        end - 1,
        run,
        await timestamps(query, end - start),
        fundsMinor,
      ]);
      if (fundsMinor > 0n) await fund(query, start, end, run, fundsMinor);
      await query(`select ledger.allow_writing('off')`);
      await query('commit');
      say(`${counted(end)} of ${counted(to)} accounts are open`);
    }
    await query('analyze ledger.accounts');
  });
  return run;
}

/** What idOf makes of a number, in SQL. */
const ID = `
  (left(hex.digits, 8) || '-' || right(hex.digits, 4) || '-7000-8000-' || $3::text)::uuid`;

const ACCOUNTS = `
  insert into ledger.accounts
      (id, ledger, code, flags, user_data_64, user_data_32, credits_posted_minor, timestamp)
    select ${ID}, ${LEDGER_CNY}, ${CHART_CODES.demandDeposits}, 2, 0, 0, $5::bigint,
        $4::bigint + n - $1::bigint
      from generate_series($1::bigint, $2::bigint) n
      cross join lateral (select lpad(to_hex(n), 12, '0') as digits) hex`;

const FUNDINGS = `
  insert into ledger.transfers (id, debit_account_id, credit_account_id, amount_minor,
      user_data_64, user_data_32, timeout_seconds, ledger, code, flags, timestamp)
    select (left(own.digits, 8) || '-' || right(own.digits, 4) || '-7000-8000-' || $3::text)::uuid,
        '${bankAccounts.cardSettlement}', ${ID}, $5::bigint, 0, 0, 0, ${LEDGER_CNY},
        ${TRANSFER_CODES.topUp}, 0, $4::bigint + n - $1::bigint
      from generate_series($1::bigint, $2::bigint) n
      cross join lateral (select lpad(to_hex(n), 12, '0') as digits) hex
      cross join lateral (select lpad(to_hex(${FUNDING_FIRST} + n), 12, '0') as digits) own`;

async function fund(query: Query, start: number, end: number, run: string, fundsMinor: bigint) {
  await query(FUNDINGS, [start, end - 1, run, await timestamps(query, end - start), fundsMinor]);
  await query(
    `update ledger.accounts set debits_posted_minor = debits_posted_minor + $2 where id = $1`,
    [bankAccounts.cardSettlement, fundsMinor * BigInt(end - start)],
  );
}

async function timestamps(query: Query, wanted: number): Promise<bigint | undefined> {
  const [row] = await query<{ first: bigint }>('select ledger.take_timestamps($1, $2) as first', [
    BigInt(machineClock.now()) * 1_000_000n,
    wanted,
  ]);
  return row?.first;
}
