// What ends a transfer that waits for its payee, shared by accepting, returning and expiring: the
// row lock on the order decides which of them wins, and the others find it no longer waiting.

import assert from 'node:assert/strict';
import { type Id, uuidOf } from '@sycee/kit';
import { accountsOf, giveBackOutgoing, takeAccounts } from '#deposits';
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

/**
 * Money that comes back no longer counts against the limit of the day it was sent. Takes the
 * payers' accounts before the ledger, as whoever sends does, so that no two wait crosswise.
 */
export async function giveBackLimits(tx: Tx, orders: readonly Order[]): Promise<void> {
  const payers = orders.map(({ id, payerId, payerAccountId }) => {
    assert(payerId, `${id} has a payer`);
    return { partyId: payerId, accountId: payerAccountId };
  });
  const accounts = await accountsOf(tx, payers);
  await takeAccounts(
    tx,
    accounts.map(({ id }) => id),
  );
  for (const [index, { id, amountMinor, countedOn: on }] of orders.entries()) {
    const account = accounts[index];
    assert(account && on, `${id} was counted`);
    await giveBackOutgoing(tx, { accountId: account.id, amountMinor, on });
  }
}
