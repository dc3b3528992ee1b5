// What a use case holds while it works: one transaction at one moment. Whoever has a `Tx` may read
// and write; only the runners of routes, workers and jobs open one.

import type { Id, Instant } from '@sycee/kit';
import type { Secrets } from '../security/secrets.ts';

/**
 * Runs one statement. Values arrive as: int8 a bigint, timestamptz an Instant, date `2026-01-31`,
 * numeric and uuid text, jsonb parsed, bytea a Buffer. Pass instants as `isoOf(instant)`.
 */
export type Query = <Row extends object>(
  sql: string,
  values?: readonly unknown[],
) => Promise<Row[]>;

export type Tx = {
  /** The one moment of this transaction on the business clock. */
  readonly now: Instant;
  readonly query: Query;
  /** A new sortable id of this moment: `newId('pay')` is `pay_01k...`. */
  readonly newId: <Prefix extends string>(prefix: Prefix) => Id<Prefix>;
  /** Seals and opens the fields of this database that only the server may read. */
  readonly secrets: Secrets;
  /** Topics published here; once it has committed, the workers waiting for them are woken. */
  readonly topics: Set<string>;
};

/** Work inside a transaction; it runs again from the start when the database asks for a retry. */
export type Work<T> = (tx: Tx) => Promise<T>;

export type Database = {
  /** Runs work and commits it; throwing rolls back. Serialization conflicts are retried. */
  readonly transact: <T>(work: Work<T>) => Promise<T>;
  /** Runs work that may not write, on one snapshot. */
  readonly read: <T>(work: Work<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};
