// The facts that payments publishes. Both sides of an order hear of every change of its state.

import type { Id } from '@sycee/kit';
import { publish, publishAll, type NewEvent, type Tx } from '#platform';
import type { Order } from './order.ts';

const ORDER_CHANGED = 'payments.order_changed';
/** Wakes those who carry out card instructions; nobody is told, so it is not kept as an event. */
export const INSTRUCTION_PLACED = 'payments.instruction_placed';
const CARDS_CHANGED = 'payments.cards_changed';

type ChangedOrder = Pick<Order, 'id' | 'kind' | 'state' | 'payerId' | 'payeeId'>;

/** Tells that orders are in a state from now on. */
export async function tellOrdersChanged(tx: Tx, orders: readonly ChangedOrder[]): Promise<void> {
  const news = orders.map((order): NewEvent => ({
    topic: ORDER_CHANGED,
    key: order.id,
    audience: [order.payerId, order.payeeId].filter((party) => party !== null),
    payload: { order_id: order.id, kind: order.kind, state: order.state },
  }));
  await publishAll(tx, news);
}

/** Tells that a customer has bound or unbound a card, or chosen another default. */
export async function tellCardsChanged(tx: Tx, partyId: Id<'party'>): Promise<void> {
  await publish(tx, {
    topic: CARDS_CHANGED,
    key: partyId,
    audience: [partyId],
    payload: { party_id: partyId },
  });
}

/** Wakes the workers that carry out card instructions, after the commit. */
export function wakeForInstruction(tx: Tx): void {
  tx.topics.add(INSTRUCTION_PLACED);
}
