// Judges whatever is not plain by the ledger's own rules: on a book that is filled from the slots
// and from a look, with nothing in it that may yet vanish.

import type { Account } from '../account.ts';
import { openBook, type Book } from '../book.ts';
import { judgeBatch, type Verdict } from '../judge-batch.ts';
import { NIL_ID } from '../status.ts';
import type { NewTransfer, PendingStatus, Transfer } from '../transfer.ts';
import { effectOf, type Effect } from './effects.ts';
import type { Found } from './look.ts';

/** Where the accounts of transfers are, and how their judge may see them. */
export type Accounts = {
  /** The slot of an account, or -1. */
  readonly slotOf: (id: string) => number;
  readonly account: (slot: number, id: string) => Account;
};

export type Judged = {
  readonly statuses: Verdict['statuses'][number];
  readonly failed: Verdict['failed'];
  /** What was created, with consecutive timestamps from the given one on. */
  readonly created: readonly Transfer[];
  readonly effects: readonly Effect[];
};

/** Judges transfers in order at a timestamp; changes nothing. */
export function judgeGeneral(
  accounts: Accounts,
  found: Found | undefined,
  transfers: readonly NewTransfer[],
  timestamp: bigint,
): Judged {
  const book = bookOf(accounts, found, transfers);
  const verdict = judgeBatch(book, [transfers], timestamp);
  const created = verdict.created.map((one, index) => ({
    ...one,
    timestamp: timestamp + BigInt(index),
  }));
  const effects = created.map((one) => {
    const original = one.pendingId === null ? undefined : book.transfer(one.pendingId);
    const [debit, credit] = [one.debitAccountId, one.creditAccountId].map(accounts.slotOf);
    return effectOf(one, original, debit ?? -1, credit ?? -1);
  });
  return { statuses: verdict.statuses[0] ?? [], failed: verdict.failed, created, effects };
}

function bookOf(
  { slotOf, account }: Accounts,
  found: Found | undefined,
  transfers: readonly NewTransfer[],
): Book {
  const named = transfers.flatMap(({ id, pendingId = NIL_ID }) => [id, pendingId]);
  const standing = named.flatMap((id) => found?.transfers.get(id) ?? []);
  const accountIds = [...transfers, ...standing].flatMap((one) => [
    one.debitAccountId,
    one.creditAccountId,
  ]);
  const pendingStatuses = standing.flatMap(({ id, pendingStatus }): [string, PendingStatus][] =>
    pendingStatus === null ? [] : [[id, pendingStatus]],
  );
  return openBook({
    accounts: [...new Set(accountIds)].flatMap((id) => {
      const slot = slotOf(id);
      return slot < 0 ? [] : [account(slot, id)];
    }),
    transfers: standing,
    pendingStatuses: new Map(pendingStatuses),
    failedIds: named.filter((id) => found?.failed.has(id)),
    archivedIds: named.filter((id) => found?.archived.has(id)),
  });
}
