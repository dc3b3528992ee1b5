// A transfer: an amount from one account's debit side to another's credit side, at once or in two
// phases. Once recorded it is never changed. The model and the names are TigerBeetle's.

import { MINOR_MAX } from '@sycee/kit';
import { NIL_ID, type Refused } from './status.ts';

export type TransferFlags = {
  /** Made only when the next transfer of the batch is, too. */
  readonly linked: boolean;
  /** Holds the amount until a later transfer posts or voids it, or its time is over. */
  readonly pending: boolean;
  readonly postPendingTransfer: boolean;
  readonly voidPendingTransfer: boolean;
  /** Moves at most what the debit account has left. */
  readonly balancingDebit: boolean;
  /** Moves at most what the credit account still lacks. */
  readonly balancingCredit: boolean;
  /** Closes the account until this pending transfer is voided or expires. */
  readonly closingDebit: boolean;
  readonly closingCredit: boolean;
};

/** A transfer as it stands in the books. */
export type Transfer = {
  readonly id: string;
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  /** What was moved; for a posting, what was posted of the pending amount. */
  readonly amountMinor: bigint;
  readonly pendingId: string | null;
  readonly userData128: string | null;
  readonly userData64: bigint;
  readonly userData32: number;
  readonly timeoutSeconds: number;
  readonly ledger: number;
  readonly code: number;
  readonly flags: TransferFlags;
  /** Nanoseconds since 1970, unique in the ledger, rising along every account. */
  readonly timestamp: bigint;
};

/**
 * A transfer to make; what is left out is false, zero or null. One that posts or voids takes the
 * accounts, ledger, code and user data of the pending one where it has NIL_ID or zero itself.
 */
export type NewTransfer = {
  readonly id: string;
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  readonly amountMinor: bigint;
  readonly pendingId?: string;
  readonly userData128?: string;
  readonly userData64?: bigint;
  readonly userData32?: number;
  readonly timeoutSeconds?: number;
  readonly ledger: number;
  readonly code: number;
  readonly flags?: Partial<TransferFlags>;
  /** Parts of the model that the caller has no say in: anything but zero is refused. */
  readonly reserved?: { readonly timestamp?: bigint; readonly flag?: number };
};

/** Where a pending transfer stands. */
export type PendingStatus = 'pending' | 'posted' | 'voided' | 'expired';

/** What became of a transfer, each code as TigerBeetle documents it. */
export type TransferStatus =
  | 'created'
  | Refused
  | 'exists_with_different_pending_id'
  | 'exists_with_different_timeout'
  | 'exists_with_different_debit_account_id'
  | 'exists_with_different_credit_account_id'
  | 'exists_with_different_amount'
  /** A transfer of this id was made, and is in the archive: what it was is not looked up there. */
  | 'exists_in_archive'
  | 'id_already_failed'
  | 'flags_are_mutually_exclusive'
  | 'debit_account_id_must_not_be_zero'
  | 'debit_account_id_must_not_be_int_max'
  | 'credit_account_id_must_not_be_zero'
  | 'credit_account_id_must_not_be_int_max'
  | 'accounts_must_be_different'
  | 'pending_id_must_be_zero'
  | 'pending_id_must_not_be_zero'
  | 'pending_id_must_not_be_int_max'
  | 'pending_id_must_be_different'
  | 'timeout_reserved_for_pending_transfer'
  | 'closing_transfer_must_be_pending'
  | 'ledger_must_not_be_zero'
  | 'code_must_not_be_zero'
  | 'debit_account_not_found'
  | 'credit_account_not_found'
  | 'accounts_must_have_the_same_ledger'
  | 'transfer_must_have_the_same_ledger_as_accounts'
  | 'pending_transfer_not_found'
  /** It was posted, voided or expired so long ago that it is in the archive. */
  | 'pending_transfer_in_archive'
  | 'pending_transfer_not_pending'
  | 'pending_transfer_has_different_debit_account_id'
  | 'pending_transfer_has_different_credit_account_id'
  | 'pending_transfer_has_different_ledger'
  | 'pending_transfer_has_different_code'
  | 'exceeds_pending_transfer_amount'
  | 'pending_transfer_has_different_amount'
  | 'pending_transfer_already_posted'
  | 'pending_transfer_already_voided'
  | 'pending_transfer_expired'
  | 'debit_account_already_closed'
  | 'credit_account_already_closed'
  | 'overflows_debits_pending'
  | 'overflows_credits_pending'
  | 'overflows_debits_posted'
  | 'overflows_credits_posted'
  | 'overflows_debits'
  | 'overflows_credits'
  | 'overflows_timeout'
  | 'exceeds_credits'
  | 'exceeds_debits';

/** Any status but 'created': why a transfer was not made. */
export type TransferNo = Exclude<TransferStatus, 'created'>;

/** The largest amount and the largest sum; as the amount of a posting it means "all of it". */
export const AMOUNT_MAX: bigint = MINOR_MAX;

/** The transfer that posts a pending one, in full unless a smaller amount is given. */
export function posting(id: string, pendingId: string, amountMinor = AMOUNT_MAX): NewTransfer {
  return { ...resolving(id, pendingId), amountMinor, flags: { postPendingTransfer: true } };
}

/** The transfer that voids a pending one: what was held is free again. */
export function voiding(id: string, pendingId: string): NewTransfer {
  return { ...resolving(id, pendingId), amountMinor: 0n, flags: { voidPendingTransfer: true } };
}

function resolving(id: string, pendingId: string) {
  return {
    id,
    pendingId,
    debitAccountId: NIL_ID,
    creditAccountId: NIL_ID,
    ledger: 0,
    code: 0,
  };
}
