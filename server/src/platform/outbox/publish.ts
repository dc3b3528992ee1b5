// Writes an event and what its subscribers have to hear, in the transaction that makes it true.

import { isoOf, uuidOf } from '@sycee/kit';
import type { Tx } from '../database/transaction.ts';
import type { NewEvent } from './event.ts';

/** The subscriber that tells live connections; it hears every event with an audience. */
export const LIVE_SUBSCRIBER = 'platform.live';

// Whoever publishes on a key holds it until the commit, so that ids of one key grow in the order of
// commits: without that, a later event could be delivered before an earlier one is visible.
const HOLD_KEY = 'select pg_advisory_xact_lock(hashtextextended($1, 2))';

const INSERT = `
  with event as (
    insert into platform.outbox_events (topic, key, audience, payload, published_at)
    values ($1, $2, $3, $4, $5)
    returning id
  )
  insert into platform.outbox_deliveries (subscriber, event_id, key, due_at)
  select listener.subscriber, event.id, $2, $5
    from event,
         (select subscriber from platform.outbox_subscriptions where topic = $1
          union select $6 where cardinality($3::uuid[]) > 0) as listener`;

/** Publishes an event; it is delivered after the commit, and never when the work rolls back. */
export async function publish(tx: Tx, event: NewEvent): Promise<void> {
  const audience = (event.audience ?? []).map(uuidOf);
  const payload = JSON.stringify(event.payload);
  tx.topics.add(event.topic);
  await Promise.all([
    tx.query(HOLD_KEY, [event.key]),
    tx.query(INSERT, [event.topic, event.key, audience, payload, isoOf(tx.now), LIVE_SUBSCRIBER]),
  ]);
}
