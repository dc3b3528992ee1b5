// Looks accounts and transfers up by their ids. Takes no lock.

import type { Tx } from '#platform';
import type { Account } from './account.ts';
import { plainArray } from './plain-array.ts';
import { accountOf, transferOf, type AccountRow, type TransferRow } from './rows.ts';
import type { PendingStatus, Transfer } from './transfer.ts';

/** Whatever runs statements: a transaction, or a connection without one. */
export type Reader = Pick<Tx, 'query'>;

/** A transfer, and for one that was made pending, where it stands. */
export type StandingTransfer = Transfer & { readonly pendingStatus: PendingStatus | null };

/** The accounts of some ids, in no particular order; unknown ids are left out. */
export async function accountsById(tx: Reader, ids: readonly string[]): Promise<Account[]> {
  const sql = 'select * from ledger.standing_accounts($1::uuid[])';
  return (await tx.query<AccountRow>(sql, [ids])).map(accountOf);
}

/** The transfers of some ids, in no particular order; unknown ids are left out. */
export async function transfersById(
  tx: Reader,
  ids: readonly string[],
): Promise<StandingTransfer[]> {
  const sql = `
    select t.*, p.status
      from ledger.transfers t
      left join ledger.pending_states p on p.transfer_id = t.id
      where t.id = any ($1)`;
  const rows = await tx.query<TransferRow>(sql, [ids]);
  return rows.map((row) => ({ ...transferOf(row), pendingStatus: row.status }));
}

/** Those of some ids that belong to transfers refused for a reason of their moment. */
export async function failedIds(tx: Reader, ids: readonly string[]): Promise<string[]> {
  const sql = 'select id from ledger.failed_transfers where id = any ($1)';
  return (await tx.query<{ id: string }>(sql, [ids])).map((row) => row.id);
}

/**
 * Those of some ids that belong to transfers in the archive. Where it matters that none is missed,
 * the transfers are asked for first: whatever leaves them meanwhile is here then.
 */
export async function archivedIds(tx: Reader, ids: readonly string[]): Promise<string[]> {
  const sql = 'select id from ledger.archived_among($1::uuid[]) as id';
  return (await tx.query<{ id: string }>(sql, [plainArray(ids)])).map((row) => row.id);
}
