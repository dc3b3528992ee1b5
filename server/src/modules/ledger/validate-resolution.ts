// May this transfer post or void the pending one it names? A pending transfer is resolved once: in
// full, in part, or not at all.

import type { Book } from './book.ts';
import { MAX_ID, NIL_ID } from './status.ts';
import { AMOUNT_MAX, type PendingStatus, type Transfer, type TransferNo } from './transfer.ts';
import { closedAccount, expiryOf } from './validate-limits.ts';

/** The reason a posting or voiding may not be made, or the transfer as it will stand. */
export function validateResolution(book: Book, asked: Transfer): TransferNo | Transfer {
  const no = malformed(asked);
  if (no !== undefined) return no;
  const pendingId = asked.pendingId ?? NIL_ID;
  const original = book.transfer(pendingId);
  if (original === undefined) {
    return book.isArchived(pendingId)
      ? 'pending_transfer_in_archive'
      : 'pending_transfer_not_found';
  }
  if (!original.flags.pending) return 'pending_transfer_not_pending';
  const transfer = { ...asked, ...inherited(asked, original) };
  return (
    different(asked, original) ??
    wrongAmount(transfer, original) ??
    alreadyResolved(book.pendingStatus(original.id)) ??
    expired(original, asked.timestamp) ??
    closed(book, transfer) ??
    transfer
  );
}

function malformed({ id, pendingId, timeoutSeconds, flags }: Transfer): TransferNo | undefined {
  const both = flags.postPendingTransfer && flags.voidPendingTransfer;
  const balancing = flags.balancingDebit || flags.balancingCredit;
  const closing = flags.closingDebit || flags.closingCredit;
  if (both || flags.pending || balancing || closing) return 'flags_are_mutually_exclusive';
  if (pendingId === null) return 'pending_id_must_not_be_zero';
  if (pendingId === MAX_ID) return 'pending_id_must_not_be_int_max';
  if (pendingId === id) return 'pending_id_must_be_different';
  if (timeoutSeconds !== 0) return 'timeout_reserved_for_pending_transfer';
  return undefined;
}

/** What a posting or voiding takes from the pending transfer; user data only where it has none. */
function inherited(asked: Transfer, original: Transfer) {
  return {
    debitAccountId: original.debitAccountId,
    creditAccountId: original.creditAccountId,
    ledger: original.ledger,
    code: original.code,
    amountMinor: resolvedAmount(asked, original),
    userData128: asked.userData128 ?? original.userData128,
    userData64: asked.userData64 === 0n ? original.userData64 : asked.userData64,
    userData32: asked.userData32 === 0 ? original.userData32 : asked.userData32,
  };
}

/** What was meant by the amount of a posting or voiding: a placeholder stands for all of it. */
export function resolvedAmount(asked: Transfer, original: Transfer): bigint {
  const all = asked.flags.postPendingTransfer ? AMOUNT_MAX : 0n;
  return asked.amountMinor === all ? original.amountMinor : asked.amountMinor;
}

function different(asked: Transfer, original: Transfer): TransferNo | undefined {
  const { debitAccountId, creditAccountId, ledger, code } = asked;
  if (debitAccountId !== NIL_ID && debitAccountId !== original.debitAccountId) {
    return 'pending_transfer_has_different_debit_account_id';
  }
  if (creditAccountId !== NIL_ID && creditAccountId !== original.creditAccountId) {
    return 'pending_transfer_has_different_credit_account_id';
  }
  if (ledger !== 0 && ledger !== original.ledger) return 'pending_transfer_has_different_ledger';
  if (code !== 0 && code !== original.code) return 'pending_transfer_has_different_code';
  return undefined;
}

function wrongAmount(transfer: Transfer, original: Transfer): TransferNo | undefined {
  if (transfer.amountMinor > original.amountMinor) return 'exceeds_pending_transfer_amount';
  const part = transfer.amountMinor < original.amountMinor;
  if (transfer.flags.voidPendingTransfer && part) return 'pending_transfer_has_different_amount';
  return undefined;
}

function alreadyResolved(status: PendingStatus | undefined): TransferNo | undefined {
  if (status === 'posted') return 'pending_transfer_already_posted';
  if (status === 'voided') return 'pending_transfer_already_voided';
  if (status === 'expired') return 'pending_transfer_expired';
  return undefined;
}

/** Its time may be over before anybody has come to free what it holds. */
function expired(original: Transfer, timestamp: bigint): TransferNo | undefined {
  const expiresAt = expiryOf(original);
  return expiresAt !== null && expiresAt <= timestamp ? 'pending_transfer_expired' : undefined;
}

/** Voiding is the one movement that a closed account allows: it is how it is opened again. */
function closed(book: Book, transfer: Transfer): TransferNo | undefined {
  const debit = book.account(transfer.debitAccountId);
  const credit = book.account(transfer.creditAccountId);
  if (debit === undefined) return 'debit_account_not_found';
  if (credit === undefined) return 'credit_account_not_found';
  return transfer.flags.voidPendingTransfer ? undefined : closedAccount(debit, credit);
}
