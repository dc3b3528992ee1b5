// The part of the ledger that a batch can see: accounts, transfers, where pending ones stand. The
// rules read and write a book and know nothing of where it came from; an engine fills one from the
// database, or keeps one in memory.

import type { Account } from './account.ts';
import type { PendingStatus, Transfer } from './transfer.ts';

export type Book = {
  readonly account: (id: string) => Account | undefined;
  readonly transfer: (id: string) => Transfer | undefined;
  /** Undefined for a transfer that never was pending. */
  readonly pendingStatus: (transferId: string) => PendingStatus | undefined;
  /** Whether a transfer of this id failed for a reason that lay in the moment. */
  readonly hasFailed: (transferId: string) => boolean;
  /** Whether a transfer of this id was made and stands in the archive, no longer in the books. */
  readonly isArchived: (transferId: string) => boolean;
  readonly putAccount: (account: Account) => void;
  readonly putTransfer: (transfer: Transfer) => void;
  readonly putPendingStatus: (transferId: string, status: PendingStatus) => void;
  readonly putFailed: (transferId: string) => void;
  /** Runs work; where it answers false, everything it put is taken back. */
  readonly atomically: (work: () => boolean) => boolean;
};

/** What stands in a book when it is opened. */
export type BookContents = {
  readonly accounts?: readonly Account[];
  readonly transfers?: readonly Transfer[];
  readonly pendingStatuses?: ReadonlyMap<string, PendingStatus>;
  readonly failedIds?: readonly string[];
  readonly archivedIds?: readonly string[];
};

/** Opens a book in memory. */
export function openBook(contents: BookContents = {}): Book {
  const accounts = byId(contents.accounts ?? []);
  const transfers = byId(contents.transfers ?? []);
  const pendingStatuses = new Map(contents.pendingStatuses);
  const failedIds = new Set(contents.failedIds);
  const archivedIds = new Set(contents.archivedIds);
  let undo: (() => void)[] | undefined;

  function put<Value>(map: Map<string, Value>, id: string, value: Value): void {
    const before = map.get(id);
    undo?.push(() => (before === undefined ? map.delete(id) : map.set(id, before)));
    map.set(id, value);
  }

  return {
    account: (id) => accounts.get(id),
    transfer: (id) => transfers.get(id),
    pendingStatus: (id) => pendingStatuses.get(id),
    hasFailed: (id) => failedIds.has(id),
    isArchived: (id) => archivedIds.has(id),
    putAccount: (account) => put(accounts, account.id, account),
    putTransfer: (transfer) => put(transfers, transfer.id, transfer),
    putPendingStatus: (id, status) => put(pendingStatuses, id, status),
    putFailed: (id) => failedIds.add(id),
    atomically: (work) => {
      undo = [];
      const kept = work();
      if (!kept) for (const step of undo.toReversed()) step();
      undo = undefined;
      return kept;
    },
  };
}

function byId<Value extends { readonly id: string }>(values: readonly Value[]): Map<string, Value> {
  return new Map(values.map((value) => [value.id, value]));
}
