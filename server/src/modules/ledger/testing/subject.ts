// What a test of the ledger's behaviour is told: the rules on a book in memory, or the real door on
// a real database. The same cases and laws run against both.

import { addSeconds, parseInstant } from '@sycee/kit';
import type { Account, AccountStatus, Balances, NewAccount } from '../account.ts';
import { applyAccounts, applyExpiry, applyTransfers } from '../apply.ts';
import { openBook } from '../book.ts';
import { timestampOf } from '../timestamps.ts';
import type { NewTransfer, Transfer, TransferStatus } from '../transfer.ts';
import { expiryOf } from '../validate-limits.ts';

export type Subject = {
  readonly openAccounts: (asked: readonly NewAccount[]) => Promise<AccountStatus[]>;
  readonly post: (asked: readonly NewTransfer[]) => Promise<TransferStatus[]>;
  readonly account: (id: string) => Promise<Account | undefined>;
  readonly transfer: (id: string) => Promise<Transfer | undefined>;
  /** Lets business time pass, and frees what was pending for too long. */
  readonly pass: (seconds: number) => Promise<void>;
};

/** The rules alone, over a book in memory. */
export function subjectInMemory(): Subject {
  const book = openBook();
  const pending = new Map<string, Transfer>();
  let now = parseInstant('2026-01-15T02:00:00.000Z');
  let last = 0n;

  /** The engine's part of the work: timestamps that rise even while the clock stands. */
  function take(wanted: number): bigint {
    const first = last + 1n > timestampOf(now) ? last + 1n : timestampOf(now);
    last = first + BigInt(wanted) - 1n;
    return first;
  }

  function expire(): void {
    const due = [...pending.values()]
      .map((transfer) => ({ id: transfer.id, at: expiryOf(transfer) }))
      .filter(({ at }) => at !== null && at <= timestampOf(now));
    for (const { id } of due.toSorted((a, b) => Number((a.at ?? 0n) - (b.at ?? 0n)))) {
      if (book.pendingStatus(id) === 'pending') applyExpiry(book, id);
      pending.delete(id);
    }
  }

  return {
    openAccounts: async (asked) => applyAccounts(book, asked, take(asked.length)),
    post: async (asked) => {
      const statuses = applyTransfers(book, asked, take(asked.length));
      for (const { id } of asked) {
        const transfer = book.transfer(id);
        if (transfer?.flags.pending === true) pending.set(id, transfer);
      }
      return statuses;
    },
    account: async (id) => book.account(id),
    transfer: async (id) => book.transfer(id),
    pass: async (seconds) => {
      now = addSeconds(now, seconds);
      expire();
    },
  };
}

/** The four sums of an account, as a table shows them. */
export function sumsOf(account: Account | undefined): Balances | undefined {
  if (account === undefined) return undefined;
  const { debitsPendingMinor, debitsPostedMinor, creditsPendingMinor, creditsPostedMinor } =
    account;
  return { debitsPendingMinor, debitsPostedMinor, creditsPendingMinor, creditsPostedMinor };
}
