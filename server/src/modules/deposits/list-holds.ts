// Money that is promised but not moved: what an account has on hold, and what is on its way to it.

import type { Instant } from '@sycee/kit';
import { holdsOf } from '#ledger';
import type { Tx } from '#platform';
import type { DemandAccount, Movement } from './account.ts';
import { selectMovements } from './store-movements.ts';

export type Hold = {
  readonly transferId: string;
  readonly direction: 'in' | 'out';
  readonly amountMinor: bigint;
  readonly createdAt: Instant;
  readonly movement: Movement | undefined;
};

/** The pending transfers of an account, newest first. */
export async function listHolds(tx: Tx, account: DemandAccount): Promise<Hold[]> {
  const held = await holdsOf(tx, account.ledgerAccountId);
  const ids = held.map((hold) => hold.transferId);
  const movements = await selectMovements(tx, account.ledgerAccountId, ids);
  return held.map((hold) => ({
    transferId: hold.transferId,
    direction: hold.side === 'debit' ? 'out' : 'in',
    amountMinor: hold.amountMinor,
    createdAt: hold.at,
    movement: movements.get(hold.transferId),
  }));
}
