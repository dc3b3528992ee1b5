// May this transfer be made, and what exactly will it be? The first reason that says no, in
// TigerBeetle's order of precedence, or the transfer as it will stand in the books.

import type { Account } from './account.ts';
import type { Book } from './book.ts';
import { completeTransfer } from './complete.ts';
import { MAX_ID, NIL_ID } from './status.ts';
import type { NewTransfer, Transfer, TransferNo } from './transfer.ts';
import { balancedAmount, closedAccount, limitBroken } from './validate-limits.ts';
import { replayOf } from './validate-replay.ts';
import { validateResolution } from './validate-resolution.ts';

/** Judges one transfer against the book at a moment; changes nothing. */
export function validateTransfer(
  book: Book,
  asked: NewTransfer,
  timestamp: bigint,
): TransferNo | Transfer {
  const transfer = completeTransfer(asked, timestamp);
  const standing = book.transfer(transfer.id);
  const no = reservedPart(asked) ?? reservedId(transfer);
  if (no !== undefined) return no;
  if (standing !== undefined) return replayOf(book, standing, transfer);
  if (book.hasFailed(transfer.id)) return 'id_already_failed';
  if (book.isArchived(transfer.id)) return 'exists_in_archive';
  const { postPendingTransfer, voidPendingTransfer } = transfer.flags;
  if (postPendingTransfer || voidPendingTransfer) return validateResolution(book, transfer);
  return malformed(transfer) ?? validateMovement(book, transfer);
}

function reservedPart({ reserved }: NewTransfer): TransferNo | undefined {
  if ((reserved?.timestamp ?? 0n) !== 0n) return 'timestamp_must_be_zero';
  if ((reserved?.flag ?? 0) !== 0) return 'reserved_flag';
  return undefined;
}

function reservedId({ id }: Transfer): TransferNo | undefined {
  if (id === NIL_ID) return 'id_must_not_be_zero';
  if (id === MAX_ID) return 'id_must_not_be_int_max';
  return undefined;
}

/** What is wrong with a transfer before any account is looked at. */
function malformed(transfer: Transfer): TransferNo | undefined {
  const { debitAccountId, creditAccountId, flags } = transfer;
  if (debitAccountId === NIL_ID) return 'debit_account_id_must_not_be_zero';
  if (debitAccountId === MAX_ID) return 'debit_account_id_must_not_be_int_max';
  if (creditAccountId === NIL_ID) return 'credit_account_id_must_not_be_zero';
  if (creditAccountId === MAX_ID) return 'credit_account_id_must_not_be_int_max';
  if (debitAccountId === creditAccountId) return 'accounts_must_be_different';
  if (transfer.pendingId !== null) return 'pending_id_must_be_zero';
  if (!flags.pending) {
    if (transfer.timeoutSeconds !== 0) return 'timeout_reserved_for_pending_transfer';
    if (flags.closingDebit || flags.closingCredit) return 'closing_transfer_must_be_pending';
  }
  if (transfer.ledger === 0) return 'ledger_must_not_be_zero';
  if (transfer.code === 0) return 'code_must_not_be_zero';
  return undefined;
}

/** Judges a transfer that is no posting and no voiding: it moves or holds an amount. */
function validateMovement(book: Book, asked: Transfer): TransferNo | Transfer {
  const debit = book.account(asked.debitAccountId);
  if (debit === undefined) return 'debit_account_not_found';
  const credit = book.account(asked.creditAccountId);
  if (credit === undefined) return 'credit_account_not_found';
  const no = wrongLedger(asked, debit, credit) ?? closedAccount(debit, credit);
  if (no !== undefined) return no;
  const amountMinor = balancedAmount(asked, debit, credit);
  const transfer = amountMinor === asked.amountMinor ? asked : { ...asked, amountMinor };
  return limitBroken(transfer, debit, credit) ?? transfer;
}

function wrongLedger(asked: Transfer, debit: Account, credit: Account): TransferNo | undefined {
  if (debit.ledger !== credit.ledger) return 'accounts_must_have_the_same_ledger';
  if (asked.ledger !== debit.ledger) return 'transfer_must_have_the_same_ledger_as_accounts';
  return undefined;
}
