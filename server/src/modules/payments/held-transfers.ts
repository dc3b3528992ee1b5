// What ends a transfer that waits for its payee, shared by accepting, returning and expiring: the
// row lock on the order decides which of them wins, and the others find it no longer waiting.

import assert from 'node:assert/strict';
import { type Id, uuidOf } from '@sycee/kit';
import { type DemandAccount, giveBackOutgoing } from '#deposits';
import type { Tx } from '#platform';
import { tellOrdersChanged } from './events.ts';
import { holdEnd } from './movements.ts';
import type { Order } from './order.ts';
import { refuse } from './refusals.ts';
import { postSurely } from './spend.ts';
import { endOrder, lockOrder } from './store-orders.ts';

/**
 * The waiting transfer that a payee answers, locked. Refuses order_not_found for all but its payee,
 * and order_not_awaiting when it has ended or its time is over.
 */
export async function lockWaiting(
  tx: Tx,
  payeeId: Id<'party'>,
  orderId: Id<'pay'>,
): Promise<Order> {
  const order = await lockOrder(tx, orderId);
  if (order === undefined || order.payeeId !== payeeId) throw refuse('payments.order_not_found');
  const waits = order.state === 'awaiting_acceptance' && (order.expiresAt ?? 0) > tx.now;
  if (!waits) throw refuse('payments.order_not_awaiting');
  return order;
}

/** Posts or gives back what the transfer holds, and tells both sides. */
export async function endHold(
  tx: Tx,
  order: Order,
  state: 'succeeded' | 'returned',
): Promise<{ readonly ended: Order; readonly transferId: string }> {
  const held = [{ purpose: 'amount', transferId: uuidOf(order.id) }] as const;
  const end = holdEnd(held, state === 'succeeded' ? 'post' : 'void', tx.newId);
  await postSurely(tx, end.transfers);
  const ended = await endOrder(tx, order, { state, transfers: end.purposes });
  await tellOrdersChanged(tx, [ended]);
  const [transfer] = end.transfers;
  assert(transfer);
  return { ended, transferId: transfer.id };
}

/** Money that comes back no longer counts against the limit of the day it was sent. */
export async function giveBackLimit(
  tx: Tx,
  order: Order,
  payers: ReadonlyMap<Id<'party'>, DemandAccount>,
): Promise<void> {
  const payer = order.payerId && payers.get(order.payerId);
  assert(payer && order.countedOn, `${order.id} has a payer with an account`);
  await giveBackOutgoing(tx, {
    accountId: payer.id,
    amountMinor: order.amountMinor,
    on: order.countedOn,
  });
}
