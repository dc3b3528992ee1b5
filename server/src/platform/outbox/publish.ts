// Writes an event and what its subscribers have to hear, in the transaction that makes it true.

import { isoOf, uuidOf } from '@sycee/kit';
import type { Tx } from '../database/transaction.ts';
import type { NewEvent } from './event.ts';

// Whoever publishes on a key holds it until the commit, so that ids of one key grow in the order of
// commits: without that, a later event could be delivered before an earlier one is visible. Several
// keys are taken in one order, so that two publishers do not wait for each other.
const HOLD_KEYS = `
  select pg_advisory_xact_lock(held.key)
    from (select distinct hashtextextended(key, 2) as key
            from unnest($1::text[]) as key order by 1 offset 0) as held`;

const INSERT = `
  with event as (
    insert into platform.outbox_events (topic, key, audience, payload, published_at)
    select topic, key, audience::uuid[], payload::jsonb, $5
      from unnest($1::text[], $2::text[], $3::text[], $4::text[])
        with ordinality as news (topic, key, audience, payload, position)
     order by position
    returning id, topic, key, audience
  ), live as (
    insert into platform.live_news (event_ids, published_at)
    select array_agg(id), $5 from event where audience <> '{}' having count(*) > 0
  )
  insert into platform.outbox_deliveries (subscriber, event_id, key, due_at)
  select listener.subscriber, event.id, event.key, $5
    from event join platform.outbox_subscriptions as listener using (topic)`;

/** Publishes an event; it is delivered after the commit, and never when the work rolls back. */
export async function publish(tx: Tx, event: NewEvent): Promise<void> {
  await publishAll(tx, [event]);
}

/** Publishes events in their order, however many, at the cost of one. */
export async function publishAll(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  for (const { topic } of events) tx.topics.add(topic);
  const keys = events.map(({ key }) => key);
  const topics = events.map(({ topic }) => topic);
  const audiences = events.map(({ audience = [] }) => `{${audience.map(uuidOf).join(',')}}`);
  const payloads = events.map(({ payload }) => JSON.stringify(payload));
  await Promise.all([
    tx.query(HOLD_KEYS, [keys]),
    tx.query(INSERT, [topics, keys, audiences, payloads, isoOf(tx.now)]),
  ]);
}
