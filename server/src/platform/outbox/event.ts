// News between rooms: an event is written in the transaction that makes it true, and delivered to
// every subscriber afterwards, at least once, in order for each key.

import type { Id } from '@sycee/kit';
import type { Tx } from '../database/transaction.ts';

/** A fact to tell: `{ topic: 'payments.order_changed', key: orderId, payload: {...} }`. */
export type NewEvent = {
  readonly topic: string;
  /** Events of one key are delivered in the order they were published. */
  readonly key: string;
  /** Parties whose live connections hear of it. */
  readonly audience?: readonly Id<'party'>[];
  readonly payload: object;
};

export type OutboxEvent = {
  readonly id: bigint;
  readonly topic: string;
  readonly key: string;
  readonly payload: unknown;
};

/** Stands for every topic. */
export const ANY_TOPIC = '*';

/** Hears events; `handle` must be harmless when it runs twice for one event. */
export type Subscriber = {
  readonly name: string;
  readonly topics: readonly string[];
  readonly handle: (tx: Tx, event: OutboxEvent) => Promise<void>;
  /** Hears many events at once, in order, where that is cheaper; then `handle` hears none. */
  readonly handleAll?: (tx: Tx, events: readonly OutboxEvent[]) => Promise<void>;
};
