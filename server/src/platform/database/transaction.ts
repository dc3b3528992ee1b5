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

/** How a transaction ended; `unknown` when its connection was lost while it was committing. */
export type Ending = 'committed' | 'rolled_back' | 'unknown';

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
  /** Which database this is: the same object for all transactions that one `Database` opens. */
  readonly home: object;
  /**
   * Tells how this transaction ended, before the caller of `transact` goes on. What is asked for
   * inside `nested` hears `rolled_back` as soon as that part is undone. The hearer must not throw.
   */
  readonly atEnd: (hear: (ending: Ending) => void) => void;
  /** Runs a part of the work; when it throws, that part alone is undone, and it is thrown on. */
  readonly nested: <T>(part: () => Promise<T>) => Promise<T>;
};

/** Work inside a transaction; it runs again from the start when the database asks for a retry. */
export type Work<T> = (tx: Tx) => Promise<T>;

/** A connection of its own, outside of the pool; once it is lost, every statement fails. */
export type Session = {
  /** Runs one statement, which commits by itself. */
  readonly query: Query;
  /** The moment on the business clock. */
  readonly now: () => Promise<Instant>;
  /** Runs work and commits it; nothing is retried. */
  readonly transact: <T>(work: Work<T>) => Promise<T>;
  /** Whether the connection is still there, as far as this process has heard. */
  readonly isOpen: () => boolean;
  /** Says goodbye when everything asked has its answer. */
  readonly close: () => Promise<void>;
  /** Drops the connection at once; what is under way on it fails, and nobody knows its outcome. */
  readonly cut: () => void;
};

export type Database = {
  /** Runs work and commits it; throwing rolls back. Serialization conflicts are retried. */
  readonly transact: <T>(work: Work<T>) => Promise<T>;
  /** Runs work that may not write, on one snapshot. */
  readonly read: <T>(work: Work<T>) => Promise<T>;
  /** Opens a connection for as long as its user wants it; `onLost` is told when it breaks. */
  readonly connect: (onLost?: () => void) => Promise<Session>;
  readonly home: object;
  readonly close: () => Promise<void>;
};
