// Gives back transfers that nobody accepted in time, by the business clock: many at once, sharing
// the work with other processes and leaving alone what a payee is answering right now.

import { uuidOf } from '@sycee/kit';
import type { Database, Tx, Worker } from '#platform';
import { tellOrdersChanged } from './events.ts';
import { giveBackLimits } from './held-transfers.ts';
import { holdEnd } from './movements.ts';
import type { Order } from './order.ts';
import { postSurely } from './spend.ts';
import { claimOverdueTransfers, expireOrders } from './store-orders.ts';

const BATCH = 200;
const EVERY_MS = 1_000;

/** The worker that ends overdue transfers. */
export function expireTransfersWorker(): Worker {
  return {
    name: 'payments.expire-transfers',
    everyMs: EVERY_MS,
    run: async (database: Database) => (await database.transact(expireTransfers)) === BATCH,
  };
}

/** Expires at most one batch; answers how many. */
export async function expireTransfers(tx: Tx): Promise<number> {
  const overdue = await claimOverdueTransfers(tx, BATCH);
  if (overdue.length === 0) return 0;
  await giveBackLimits(tx, overdue);
  const ends = overdue.map((order) => endOf(tx, order));
  await postSurely(
    tx,
    ends.flatMap(({ transfers }) => transfers),
  );
  await expireOrders(tx, ends);
  await tellOrdersChanged(
    tx,
    overdue.map((order) => ({ ...order, state: 'expired' })),
  );
  return overdue.length;
}

function endOf(tx: Tx, order: Order) {
  const held = [{ purpose: 'amount', transferId: uuidOf(order.id) }] as const;
  const { transfers, purposes } = holdEnd(held, 'void', tx.newId);
  return { orderId: order.id, transferId: purposes[0]?.transferId ?? '', transfers };
}
