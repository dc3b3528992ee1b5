// The platform's own end-of-day jobs: what nobody can ask for any more is removed, in portions.

import { addSeconds, isoOf } from '@sycee/kit';
import type { EndOfDayJob } from './end-of-day.ts';

const KEPT_SECONDS = 30 * 86_400;
const PORTION = 5_000;

/** Idempotency keys and delivered events are kept for thirty days. */
export const tidyUpJobs: readonly EndOfDayJob[] = [
  removal(
    'platform.expire-idempotency-keys',
    `delete from platform.idempotency_keys where ctid = any (array(
       select ctid from platform.idempotency_keys where created_at < $1 limit $2))
     returning 1`,
  ),
  removal(
    'platform.expire-events',
    `delete from platform.outbox_events where id = any (array(
       select id from platform.outbox_events as event
        where published_at < $1
          and not exists (select 1 from platform.outbox_deliveries where event_id = event.id)
        limit $2))
     returning 1`,
  ),
];

function removal(name: string, sql: string): EndOfDayJob {
  return {
    name,
    step: async (tx) => {
      const before = isoOf(addSeconds(tx.now, -KEPT_SECONDS));
      const removed = await tx.query(sql, [before, PORTION]);
      return removed.length < PORTION ? null : {};
    },
  };
}
