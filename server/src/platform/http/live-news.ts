// What live connections are told, and how it travels between the server's processes: in
// notifications of PostgreSQL, which go out with the commit and hold less than 8000 bytes each.

import { uuidOf, type Id } from '@sycee/kit';
import type { Tx } from '../database/transaction.ts';

/** News for some parties' live connections, now or never. */
export type LiveMessage = {
  readonly topic: string;
  /** Which thing it is about, for whoever asks for it. */
  readonly id: string;
  readonly audience: readonly Id<'party'>[];
  /** What is shown of it at once; left out where it is too large to travel. */
  readonly content?: object;
};

/** What travels: the audience are UUIDs. */
export type LiveNews = {
  readonly topic: string;
  readonly id: string;
  readonly audience: readonly string[];
  readonly content?: object;
};

const NOTIFICATION_BYTES_MAX = 7_900;
const CONTENT_BYTES_MAX = 4_000;
/** A UUID with its quotes and comma. */
const UUID_BYTES = 39;

/**
 * Tells live connections something once this transaction has committed. It is not kept: whoever is
 * not connected must be able to find out in another way.
 */
export async function tellLive(tx: Tx, message: LiveMessage): Promise<void> {
  const notifications = portionsOf(message).map((news) => JSON.stringify([news]));
  if (notifications.length === 0) return;
  const sql = `select pg_notify('sycee_live', news) from unnest($1::text[]) as news`;
  await tx.query(sql, [notifications]);
}

/** The same news for so many of the audience at a time that a notification can carry it. */
export function portionsOf({ audience, ...message }: LiveMessage): LiveNews[] {
  const { topic, id, content } = message;
  const isSmall = content !== undefined && bytesOf(content) <= CONTENT_BYTES_MAX;
  const news = { topic, id, ...(isSmall ? { content } : {}) };
  const room = NOTIFICATION_BYTES_MAX - bytesOf([{ ...news, audience: [] }]);
  const size = Math.max(1, Math.floor(room / UUID_BYTES));
  const uuids = [...new Set(audience.map(uuidOf))];
  const portions = Array.from({ length: Math.ceil(uuids.length / size) }, (_, index) =>
    uuids.slice(index * size, (index + 1) * size),
  );
  return portions.map((portion) => ({ ...news, audience: portion }));
}

function bytesOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}
