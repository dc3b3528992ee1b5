// Writes down who hears what, so that publishing needs no knowledge of the rooms above.

import type { Tx } from '../database/transaction.ts';
import type { Subscriber } from './event.ts';

/**
 * Makes the subscriptions those of this server. Deliveries already owed to a subscriber that is no
 * longer there stay, and show in the metrics.
 */
export async function writeSubscriptions(tx: Tx, subscribers: readonly Subscriber[]) {
  const pairs = subscribers.flatMap(({ name, topics }) => topics.map((topic) => ({ name, topic })));
  const columns = [pairs.map(({ name }) => name), pairs.map(({ topic }) => topic)];
  await tx.query(
    `delete from platform.outbox_subscriptions
      where (subscriber, topic) not in (select * from unnest($1::text[], $2::text[]))`,
    columns,
  );
  await tx.query(
    `insert into platform.outbox_subscriptions (subscriber, topic)
     select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
    columns,
  );
}
