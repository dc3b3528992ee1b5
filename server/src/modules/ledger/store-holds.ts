// Transfers that wait to be posted or voided: what is held on an account, and the end of those
// whose time is over.

import type { Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import { instantOf, timestampOf } from './timestamps.ts';

/** An amount held on an account by a pending transfer. */
export type Hold = {
  readonly transferId: string;
  readonly at: Instant;
  readonly side: 'debit' | 'credit';
  readonly amountMinor: bigint;
  readonly counterAccountId: string;
  readonly code: number;
  readonly userData128: string | null;
  /** When it frees itself; null when it waits for ever. */
  readonly expiresAt: Instant | null;
};

type HoldRow = {
  transfer_id: string;
  timestamp: bigint;
  side: 'debit' | 'credit';
  amount_minor: bigint;
  counter_account_id: string;
  code: number;
  user_data_128: string | null;
  expires_at: bigint | null;
};

/** What is held on an account now, newest first. */
export async function holdsOf(tx: Tx, accountId: string): Promise<Hold[]> {
  const rows = await tx.query<HoldRow>(
    `select p.transfer_id, t.timestamp, p.amount_minor, p.expires_at, t.code, t.user_data_128,
        case p.debit_account_id when $1 then 'debit' else 'credit' end as side,
        case p.debit_account_id when $1 then p.credit_account_id else p.debit_account_id
          end as counter_account_id
      from ledger.pending_states p
      join ledger.transfers t on t.id = p.transfer_id
      where p.status = 'pending' and (p.debit_account_id = $1 or p.credit_account_id = $1)
      order by t.timestamp desc`,
    [accountId],
  );
  return rows.map((row) => ({
    transferId: row.transfer_id,
    at: instantOf(row.timestamp),
    side: row.side,
    amountMinor: row.amount_minor,
    counterAccountId: row.counter_account_id,
    code: row.code,
    userData128: row.user_data_128,
    expiresAt: row.expires_at === null ? null : instantOf(row.expires_at),
  }));
}

/** Frees what overdue pending transfers hold, the longest overdue first; answers their ids. */
export async function expirePending(tx: Tx, atMost: number): Promise<string[]> {
  const moment = timestampOf(tx.now);
  const due = await tx.query<{ transfer_id: string }>(
    `select transfer_id from ledger.pending_states
      where status = 'pending' and expires_at <= $1
      order by expires_at, transfer_id limit $2`,
    [moment, atMost],
  );
  if (due.length === 0) return [];
  const expired = await tx.query<{ id: string }>('select ledger.expire($1, $2) as id', [
    moment,
    due.map((row) => row.transfer_id),
  ]);
  return expired.map((row) => row.id);
}
