// Looks transfers up.

import type { Tx } from '#platform';
import { transferOf, type TransferRow } from './rows.ts';
import { FIND_TRANSFERS } from './store.ts';
import type { PendingStatus, Transfer } from './transfer.ts';

/** A transfer, and for one that was made pending, where it stands. */
export type StandingTransfer = Transfer & { readonly pendingStatus: PendingStatus | null };

/** The transfers of some ids, in no particular order; unknown ids are left out. */
export async function transfersById(tx: Tx, ids: readonly string[]): Promise<StandingTransfer[]> {
  const rows = await tx.query<TransferRow>(FIND_TRANSFERS, [ids]);
  return rows.map((row) => ({ ...transferOf(row), pendingStatus: row.status }));
}
