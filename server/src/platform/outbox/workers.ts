// One worker for each subscriber, so that a slow one holds up nobody else.

import type { Worker } from '../workers/worker.ts';
import { deliverDue } from './deliver.ts';
import type { OutboxEvent, Subscriber } from './event.ts';

const EVERY_MS = 1_000;

/** Told when a delivery has failed and will be tried again, or is given up. */
export type OnDeliveryFailed = (subscriber: string, event: OutboxEvent, error: unknown) => void;

/** The workers that take the outbox to its subscribers. */
export function outboxWorkers(
  subscribers: readonly Subscriber[],
  onFailed: OnDeliveryFailed,
): Worker[] {
  return subscribers.map((subscriber) => ({
    name: `outbox ${subscriber.name}`,
    everyMs: EVERY_MS,
    wakeOn: subscriber.topics,
    run: async (database) => {
      const tried = await database.transact((tx) =>
        deliverDue(tx, subscriber, (event, error) => onFailed(subscriber.name, event, error)),
      );
      return tried > 0;
    },
  }));
}
