// Takes events to their subscribers: at least once, in order for each key, processes sharing the
// work. A failing delivery is tried again later and later, and its key waits for it; given up after
// many tries, it is set aside as dead for a person to look at, and the key goes on.

import { addSeconds, isoOf, type Instant } from '@sycee/kit';
import type { Tx } from '../database/transaction.ts';
import type { OutboxEvent, Subscriber } from './event.ts';

const BATCH = 50;
/** For subscribers that hear many events at once. */
const BATCH_OF_MANY = 500;
const ATTEMPTS_MAX = 20;
const RETRY_SECONDS_MAX = 3_600;

type DueRow = OutboxEvent & { attempts: number };

const CLAIM = `
  select event.id, event.topic, event.key, event.payload, claimed.attempts
    from platform.claim_deliveries($1, $2, $3) as claimed
    join platform.outbox_events as event on event.id = claimed.event_id
   order by event.id`;

/** Delivers what is due for one subscriber in one transaction; tells how many were tried. */
export async function deliverDue(
  tx: Tx,
  subscriber: Subscriber,
  onFailed: (event: OutboxEvent, error: unknown) => void,
): Promise<number> {
  const most = subscriber.handleAll === undefined ? BATCH : BATCH_OF_MANY;
  const due = await tx.query<DueRow>(CLAIM, [subscriber.name, isoOf(tx.now), most]);
  if (due.length === 0) return 0;
  const delivered = (await areDelivered(tx, subscriber, due))
    ? due
    : await deliverEach(tx, subscriber, due, onFailed);
  await tx.query(
    'delete from platform.outbox_deliveries where subscriber = $1 and event_id = any ($2)',
    [subscriber.name, delivered.map(({ id }) => id)],
  );
  return due.length;
}

/** Whether all were heard at once; when not, each is delivered alone, to find the one at fault. */
async function areDelivered(
  tx: Tx,
  { handleAll }: Subscriber,
  due: readonly DueRow[],
): Promise<boolean> {
  if (handleAll === undefined) return false;
  try {
    await tx.nested(() => handleAll(tx, due));
    return true;
  } catch {
    return false;
  }
}

async function deliverEach(
  tx: Tx,
  subscriber: Subscriber,
  due: readonly DueRow[],
  onFailed: (event: OutboxEvent, error: unknown) => void,
): Promise<DueRow[]> {
  const delivered: DueRow[] = [];
  for (const event of due) {
    if (await isDelivered(tx, subscriber, event, onFailed)) delivered.push(event);
  }
  return delivered;
}

async function isDelivered(
  tx: Tx,
  subscriber: Subscriber,
  { attempts, ...event }: DueRow,
  onFailed: (event: OutboxEvent, error: unknown) => void,
): Promise<boolean> {
  try {
    await tx.nested(() => subscriber.handle(tx, event));
    return true;
  } catch (error) {
    await postpone(tx, subscriber.name, event.id, attempts + 1, error);
    onFailed(event, error);
    return false;
  }
}

async function postpone(
  tx: Tx,
  subscriber: string,
  eventId: bigint,
  attempts: number,
  error: unknown,
): Promise<void> {
  await tx.query(
    `update platform.outbox_deliveries
        set attempts = $3, due_at = $4, dead = $5, last_error = $6
      where subscriber = $1 and event_id = $2`,
    [
      subscriber,
      eventId,
      attempts,
      isoOf(retryAt(tx.now, attempts)),
      attempts >= ATTEMPTS_MAX,
      String(error).slice(0, 500),
    ],
  );
}

/** Doubling pauses from one second on: the twentieth try is about eight hours after the first. */
function retryAt(now: Instant, attempts: number): Instant {
  return addSeconds(now, Math.min(2 ** (attempts - 1), RETRY_SECONDS_MAX));
}
