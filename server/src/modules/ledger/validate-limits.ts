// A transfer against the balances of its accounts: what a balancing one may move, sums beyond the
// largest number, closed accounts, and the accounts' own limits.

import type { Account, Balances } from './account.ts';
import { AMOUNT_MAX, type Transfer, type TransferNo } from './transfer.ts';

const NANOSECONDS = 1_000_000_000n;

/** The amount a transfer moves: what was asked, or less where it balances an account. */
export function balancedAmount(asked: Transfer, debit: Account, credit: Account): bigint {
  let amount = asked.amountMinor;
  if (asked.flags.balancingDebit)
    amount = smaller(amount, debit.creditsPostedMinor - debits(debit));
  if (asked.flags.balancingCredit) {
    amount = smaller(amount, credit.debitsPostedMinor - credits(credit));
  }
  return amount > 0n ? amount : 0n;
}

/** When a pending transfer is over, in nanoseconds; null when it waits for ever. */
export function expiryOf({ timestamp, timeoutSeconds }: Transfer): bigint | null {
  return timeoutSeconds === 0 ? null : timestamp + BigInt(timeoutSeconds) * NANOSECONDS;
}

/** Why nothing may move between two accounts: one of them is closed. */
export function closedAccount(debit: Account, credit: Account): TransferNo | undefined {
  if (debit.flags.closed) return 'debit_account_already_closed';
  if (credit.flags.closed) return 'credit_account_already_closed';
  return undefined;
}

/** The sum or limit that a transfer would break. */
export function limitBroken(
  transfer: Transfer,
  debit: Account,
  credit: Account,
): TransferNo | undefined {
  return (
    (transfer.flags.pending ? pendingOverflow(transfer, debit, credit) : undefined) ??
    overflow(transfer, debit, credit) ??
    exceeded(transfer, debit, credit)
  );
}

function pendingOverflow(
  { amountMinor }: Transfer,
  debit: Account,
  credit: Account,
): TransferNo | undefined {
  if (overflows(amountMinor, debit.debitsPendingMinor)) return 'overflows_debits_pending';
  if (overflows(amountMinor, credit.creditsPendingMinor)) return 'overflows_credits_pending';
  return undefined;
}

function overflow(transfer: Transfer, debit: Account, credit: Account): TransferNo | undefined {
  const amount = transfer.amountMinor;
  if (overflows(amount, debit.debitsPostedMinor)) return 'overflows_debits_posted';
  if (overflows(amount, credit.creditsPostedMinor)) return 'overflows_credits_posted';
  if (overflows(amount, debits(debit))) return 'overflows_debits';
  if (overflows(amount, credits(credit))) return 'overflows_credits';
  if ((expiryOf(transfer) ?? 0n) > AMOUNT_MAX) return 'overflows_timeout';
  return undefined;
}

function exceeded(
  { amountMinor }: Transfer,
  debit: Account,
  credit: Account,
): TransferNo | undefined {
  const debitsAfter = debits(debit) + amountMinor;
  if (debit.flags.debitsMustNotExceedCredits && debitsAfter > debit.creditsPostedMinor) {
    return 'exceeds_credits';
  }
  const creditsAfter = credits(credit) + amountMinor;
  if (credit.flags.creditsMustNotExceedDebits && creditsAfter > credit.debitsPostedMinor) {
    return 'exceeds_debits';
  }
  return undefined;
}

function debits({ debitsPendingMinor, debitsPostedMinor }: Balances): bigint {
  return debitsPendingMinor + debitsPostedMinor;
}

function credits({ creditsPendingMinor, creditsPostedMinor }: Balances): bigint {
  return creditsPendingMinor + creditsPostedMinor;
}

function overflows(amount: bigint, sum: bigint): boolean {
  return amount + sum > AMOUNT_MAX;
}

function smaller(first: bigint, second: bigint): bigint {
  return first < second ? first : second;
}
