// The life of an order as a table: which state may follow which. Every order has one
// state it starts in and at most one that it ends in.

export type OrderKind = 'top_up' | 'withdrawal' | 'transfer';

export type OrderState =
  | 'processing'
  | 'awaiting_acceptance'
  | 'succeeded'
  | 'failed'
  | 'returned'
  | 'expired';

const FOLLOWING: Readonly<Record<OrderState, readonly OrderState[]>> = {
  processing: ['succeeded', 'failed'],
  awaiting_acceptance: ['succeeded', 'returned', 'expired'],
  succeeded: [],
  failed: [],
  returned: [],
  expired: [],
};

export function mayFollow(state: OrderState, next: OrderState): boolean {
  return FOLLOWING[state].includes(next);
}
