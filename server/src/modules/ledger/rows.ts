// The database's rows as the ledger's nouns.

import type { Account } from './account.ts';
import { accountFlags, transferFlags } from './flag-bits.ts';
import type { PendingStatus, Transfer } from './transfer.ts';

export type AccountRow = {
  id: string;
  ledger: number;
  code: number;
  flags: number;
  user_data_128: string | null;
  user_data_64: bigint;
  user_data_32: number;
  debits_pending_minor: bigint;
  debits_posted_minor: bigint;
  credits_pending_minor: bigint;
  credits_posted_minor: bigint;
  timestamp: bigint;
};

export type TransferRow = {
  id: string;
  debit_account_id: string;
  credit_account_id: string;
  amount_minor: bigint;
  pending_id: string | null;
  user_data_128: string | null;
  user_data_64: bigint;
  user_data_32: number;
  timeout_seconds: number;
  ledger: number;
  code: number;
  flags: number;
  timestamp: bigint;
  status: PendingStatus | null;
};

/** An account as its row has it. */
export function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    ledger: row.ledger,
    code: row.code,
    userData128: row.user_data_128,
    userData64: row.user_data_64,
    userData32: row.user_data_32,
    flags: accountFlags(row.flags),
    debitsPendingMinor: row.debits_pending_minor,
    debitsPostedMinor: row.debits_posted_minor,
    creditsPendingMinor: row.credits_pending_minor,
    creditsPostedMinor: row.credits_posted_minor,
    timestamp: row.timestamp,
  };
}

/** A transfer as its row has it. */
export function transferOf(row: TransferRow): Transfer {
  return {
    id: row.id,
    debitAccountId: row.debit_account_id,
    creditAccountId: row.credit_account_id,
    amountMinor: row.amount_minor,
    pendingId: row.pending_id,
    userData128: row.user_data_128,
    userData64: row.user_data_64,
    userData32: row.user_data_32,
    timeoutSeconds: row.timeout_seconds,
    ledger: row.ledger,
    code: row.code,
    flags: transferFlags(row.flags),
    timestamp: row.timestamp,
  };
}
