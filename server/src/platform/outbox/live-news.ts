// Tells the processes' live connections of the events with an audience: at least once, after the
// commit. News carries no content, so nobody minds in which order it comes.

import type { Tx } from '../database/transaction.ts';
import type { Worker } from '../workers/worker.ts';
import { ANY_TOPIC } from './event.ts';

/** What the metrics call those who wait for live news. */
export const LIVE_SUBSCRIBER = 'platform.live';

const EVERY_MS = 1_000;
/** Transactions whose news is told in one round. */
const TOLD_AT_ONCE = 20;

/** The worker that tells what is owed. */
export const liveNewsWorker: Worker = {
  name: `outbox ${LIVE_SUBSCRIBER}`,
  everyMs: EVERY_MS,
  wakeOn: [ANY_TOPIC],
  run: async (database) => (await database.transact(tellLiveNews)) > 0,
};

const TAKE = `
  delete from platform.live_news where id = any (array(
    select id from platform.live_news order by id limit $1 for update skip locked))
  returning event_ids as ids`;

// A notification holds at most 8000 bytes: a large audience is told in portions, and notifications
// are filled up to a weight that fits. An event weighs about as much as three parties.
const NOTIFY = `
  with portions as (
    select id, topic, audience[first : first + 49] as parties
      from platform.outbox_events, generate_series(1, cardinality(audience), 50) as first
     where id = any ($1)
  ), weighed as (
    select *, sum(3 + cardinality(parties)) over (order by id, parties) / 90 as bundle
      from portions
  )
  select pg_notify('sycee_live', json_agg(
           json_build_object('topic', topic, 'id', id::text, 'audience', parties)
           order by id)::text)
    from weighed group by bundle order by bundle`;

/** Tells what some transactions owe; answers how many they were. */
export async function tellLiveNews(tx: Tx): Promise<number> {
  const owed = await tx.query<{ ids: bigint[] }>(TAKE, [TOLD_AT_ONCE]);
  if (owed.length > 0) await tx.query(NOTIFY, [owed.flatMap(({ ids }) => ids)]);
  return owed.length;
}
