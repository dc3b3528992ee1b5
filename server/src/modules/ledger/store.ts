// The ledger's SQL for writing: loads the part of the books a batch can see, under lock, and hands
// what was judged to the database's own functions, the only ones that may write.

import { RunAgain, type Tx } from '#platform';
import type { Account } from './account.ts';
import { openBook, type Book } from './book.ts';
import { accountBits, transferBits } from './flag-bits.ts';
import type { Failed } from './judge-batch.ts';
import { plainArray } from './plain-array.ts';
import { accountOf, type AccountRow } from './rows.ts';
import { archivedIds, failedIds, transfersById, type StandingTransfer } from './store-lookups.ts';
import { timestampOf } from './timestamps.ts';
import type { NewTransfer, PendingStatus, Transfer } from './transfer.ts';

/**
 * Locks every account that the transfers touch, in the order of their ids, and loads what stands
 * under the ids they name. Until the transaction ends, nobody else moves money on these accounts.
 */
export async function lockBook(tx: Tx, asked: readonly NewTransfer[]): Promise<Book> {
  const accountIds = asked.flatMap((one) => [one.debitAccountId, one.creditAccountId]);
  const pendingIds = asked.flatMap((one) => one.pendingId ?? []);
  const askedIds = asked.map((one) => one.id);
  // Sent together. The later ones begin once all locks are held, so they see what the locks guard.
  const [accounts, transfers, failed, archived] = await Promise.all([
    tx.query<AccountRow>('select * from ledger.lock_accounts($1, $2)', [
      plainArray([...new Set(accountIds)]),
      pendingIds,
    ]),
    transfersById(tx, [...askedIds, ...pendingIds]),
    failedIds(tx, askedIds),
    archivedIds(tx, [...askedIds, ...pendingIds]),
  ]);
  const locked = new Set(accounts.map((row) => row.id));
  const isLocked = (one: Transfer): boolean =>
    locked.has(one.debitAccountId) && locked.has(one.creditAccountId);
  const resolved = new Set(pendingIds);
  // One to resolve that appeared while locks were awaited has accounts that nobody has locked.
  const late = transfers.find(
    (one) => resolved.has(one.id) && one.pendingStatus !== null && !isLocked(one),
  );
  if (late !== undefined) throw new RunAgain(`pending transfer ${late.id} was made meanwhile`);
  return openBook({
    accounts: accounts.map(accountOf),
    transfers,
    pendingStatuses: pendingStatusesOf(transfers),
    failedIds: failed,
    archivedIds: archived,
  });
}

function pendingStatusesOf(transfers: readonly StandingTransfer[]): Map<string, PendingStatus> {
  return new Map(
    transfers.flatMap(({ id, pendingStatus }) =>
      pendingStatus === null ? [] : [[id, pendingStatus]],
    ),
  );
}

/**
 * Writes judged transfers and failed ids; the database moves the balances itself. Answers the
 * timestamp of the first transfer, which the others follow one by one; null when there is none.
 */
export async function recordTransfers(
  tx: Tx,
  transfers: readonly Transfer[],
  failed: readonly Failed[],
): Promise<bigint | null> {
  if (transfers.length === 0 && failed.length === 0) return null;
  const column = (valueOf: (one: Transfer) => string | bigint | number | null): string =>
    plainArray(transfers.map(valueOf));
  const [row] = await tx.query<{ first: bigint | null }>(
    `select ledger.record($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15) as first`,
    [
      timestampOf(tx.now),
      column((one) => one.id),
      column((one) => one.debitAccountId),
      column((one) => one.creditAccountId),
      column((one) => one.amountMinor),
      column((one) => one.pendingId),
      column((one) => one.userData128),
      column((one) => one.userData64),
      column((one) => one.userData32),
      column((one) => one.timeoutSeconds),
      column((one) => one.ledger),
      column((one) => one.code),
      column((one) => transferBits(one.flags)),
      plainArray(failed.map((one) => one.id)),
      plainArray(failed.map((one) => one.status)),
    ],
  );
  return row?.first ?? null;
}

/** Writes judged accounts, with nothing on them. */
export async function recordAccounts(tx: Tx, accounts: readonly Account[]): Promise<void> {
  if (accounts.length === 0) return;
  await tx.query('select ledger.open_accounts($1,$2,$3,$4,$5,$6,$7,$8)', [
    timestampOf(tx.now),
    accounts.map((one) => one.id),
    accounts.map((one) => one.ledger),
    accounts.map((one) => one.code),
    accounts.map((one) => accountBits(one.flags)),
    accounts.map((one) => one.userData128),
    accounts.map((one) => one.userData64),
    accounts.map((one) => one.userData32),
  ]);
}
