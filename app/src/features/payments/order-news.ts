// What is new between two looks at the newest orders: money that came, and orders that were open
// and have come to an end.

import type { Order } from '@sycee/sdk';

type Told = Pick<Order, 'id' | 'kind' | 'direction' | 'state'>;

export type NewsWord =
  | 'notice_received'
  | 'notice_waiting'
  | 'notice_done'
  | 'notice_failed'
  | 'notice_accepted'
  | 'notice_sent_back';

/** The most recent piece of news, if any; what this person has just done is none. */
export function newsSince<Some extends Told>(
  seen: ReadonlyMap<Order['id'], Order['state']>,
  orders: readonly Some[],
): { readonly order: Some; readonly word: NewsWord } | undefined {
  for (const order of orders) {
    const word = wordOf(seen.get(order.id), order);
    if (word !== undefined) return { order, word };
  }
  return undefined;
}

function wordOf(before: Order['state'] | undefined, order: Told): NewsWord | undefined {
  const { kind, direction, state } = order;
  if (before === state) return undefined;
  if (before === 'processing') return state === 'succeeded' ? 'notice_done' : 'notice_failed';
  if (before === undefined) {
    if (kind !== 'transfer' || direction === 'out') return undefined;
    return state === 'awaiting_acceptance' ? 'notice_waiting' : 'notice_received';
  }
  if (direction === 'in') return undefined;
  return state === 'succeeded' ? 'notice_accepted' : 'notice_sent_back';
}
