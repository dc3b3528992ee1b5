// The payee sends a waiting transfer back: the held money is the payer's again.

import assert from 'node:assert/strict';
import type { Id } from '@sycee/kit';
import { lockDemandAccounts } from '#deposits';
import type { Tx } from '#platform';
import { endHold, giveBackLimit, lockWaiting } from './held-transfers.ts';
import type { Order } from './order.ts';

/** Returns a transfer; answers it returned. Refuses order_not_found and order_not_awaiting. */
export async function returnTransfer(
  tx: Tx,
  payeeId: Id<'party'>,
  orderId: Id<'pay'>,
): Promise<Order> {
  const order = await lockWaiting(tx, payeeId, orderId);
  assert(order.payerId);
  await giveBackLimit(tx, order, await lockDemandAccounts(tx, [order.payerId]));
  const { ended } = await endHold(tx, order, 'returned');
  return ended;
}
