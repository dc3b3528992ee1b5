// The payee sends a waiting transfer back: the held money is the payer's again.

import type { Id } from '@sycee/kit';
import type { Tx } from '#platform';
import { endHold, giveBackLimits, lockWaiting } from './held-transfers.ts';
import type { Order } from './order.ts';

/** Returns a transfer; answers it returned. Refuses order_not_found and order_not_awaiting. */
export async function returnTransfer(
  tx: Tx,
  payeeId: Id<'party'>,
  orderId: Id<'pay'>,
): Promise<Order> {
  const order = await lockWaiting(tx, payeeId, orderId);
  await giveBackLimits(tx, [order]);
  const { ended } = await endHold(tx, order, 'returned');
  return ended;
}
