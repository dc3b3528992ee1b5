// An account's statement as the ledger has it: a line for every transfer that moved money, with the
// balance after it.

import type { Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import { unlessArchived } from './archive-cut.ts';
import { instantOf, timestampOf } from './timestamps.ts';

export type Entry = {
  readonly transferId: string;
  /** Nanoseconds since 1970; the cursor of a page. */
  readonly timestamp: bigint;
  readonly at: Instant;
  readonly side: 'debit' | 'credit';
  readonly amountMinor: bigint;
  /** Credits less debits posted, right after this entry. */
  readonly balanceAfterMinor: bigint;
  /** The account on the other side. */
  readonly counterAccountId: string;
  readonly code: number;
  readonly userData128: string | null;
};

/** Half-open in time: from the first instant on, and before the other one. */
export type EntryRange = {
  readonly from?: Instant;
  readonly to?: Instant;
  /** Only entries older than this timestamp: that of the last entry of the page before. */
  readonly before?: bigint;
  readonly limit: number;
};

type EntryRow = {
  transfer_id: string;
  timestamp: bigint;
  side: 'debit' | 'credit';
  amount_minor: bigint;
  balance_after_minor: bigint;
  counter_account_id: string;
  code: number;
  user_data_128: string | null;
};

/**
 * A page of an account's entries, newest first. Without a first instant it goes back to where the
 * archive ends; refuses `ledger.archived` for one that lies in it.
 */
export async function entriesOf(tx: Tx, accountId: string, range: EntryRange): Promise<Entry[]> {
  const { from, to, before, limit } = range;
  const rows = await unlessArchived<EntryRow>(
    tx,
    `select t.id as transfer_id, t.timestamp, abs(m.amount_minor) as amount_minor,
        m.credits_posted_minor - m.debits_posted_minor as balance_after_minor,
        t.code, t.user_data_128, half.side, half.counter_account_id
      from ledger.movements_of($1, coalesce($2::bigint, 0),
        least($3::bigint, $4::bigint, 9223372036854775807), $5) m
      join ledger.transfers t on t.timestamp = m.moved_at
      cross join lateral (select
          case t.debit_account_id when $1 then 'debit' else 'credit' end as side,
          case t.debit_account_id when $1 then t.credit_account_id else t.debit_account_id
            end as counter_account_id
        ) half
      order by t.timestamp desc`,
    [accountId, from && timestampOf(from), to && timestampOf(to), before, limit],
  );
  return rows.map((row) => ({
    transferId: row.transfer_id,
    timestamp: row.timestamp,
    at: instantOf(row.timestamp),
    side: row.side,
    amountMinor: row.amount_minor,
    balanceAfterMinor: row.balance_after_minor,
    counterAccountId: row.counter_account_id,
    code: row.code,
    userData128: row.user_data_128,
  }));
}

/**
 * Credits less debits posted on an account right before an instant: the opening balance of a
 * statement from it, the closing balance of one up to it. Refuses `ledger.archived`.
 */
export async function balanceAt(tx: Tx, accountId: string, at: Instant): Promise<bigint> {
  const { debitsMinor, creditsMinor } = await sumsBefore(tx, accountId, at);
  return creditsMinor - debitsMinor;
}

/** Credits less debits of all that is in the archive: what the first entry of all goes on from. */
export async function carriedBalance(tx: Tx, accountId: string): Promise<bigint> {
  const sql = 'select ledger.carried_balance($1) as minor';
  const [row] = await tx.query<{ minor: bigint }>(sql, [accountId]);
  return row?.minor ?? 0n;
}

export type Turnover = { readonly debitsMinor: bigint; readonly creditsMinor: bigint };

/**
 * What was posted to either side of an account from one instant on and before another. Refuses
 * `ledger.archived`.
 */
export async function turnoverOf(
  tx: Tx,
  accountId: string,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<Turnover> {
  const [opening, closing] = await Promise.all([
    sumsBefore(tx, accountId, from),
    sumsBefore(tx, accountId, to),
  ]);
  return {
    debitsMinor: closing.debitsMinor - opening.debitsMinor,
    creditsMinor: closing.creditsMinor - opening.creditsMinor,
  };
}

async function sumsBefore(tx: Tx, accountId: string, at: Instant): Promise<Turnover> {
  const [sums] = await unlessArchived<{ debits_minor: bigint; credits_minor: bigint }>(
    tx,
    'select * from ledger.sums_before($1, $2)',
    [accountId, timestampOf(at)],
  );
  return { debitsMinor: sums?.debits_minor ?? 0n, creditsMinor: sums?.credits_minor ?? 0n };
}
