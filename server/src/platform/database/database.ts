// Opens transactions. A conflict the database asks to retry is retried; a commit whose outcome is
// unknown is told as such, because "it failed" would be a lie about money.

import { setTimeout as pause } from 'node:timers/promises';
import { randomFillSync, randomInt } from 'node:crypto';
import { idMaker, type Instant } from '@sycee/kit';
import { DatabaseError, type PoolClient } from 'pg';
import type { Secrets } from '../security/secrets.ts';
import type { Pool } from './pool.ts';
import type { Database, Query, Tx, Work } from './transaction.ts';

/** The connection was lost while committing: the transaction is in the books, or it is not. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('the connection was lost while committing', { cause });
    this.name = 'OutcomeUnknown';
  }
}

export type DatabaseOptions = {
  readonly pool: Pool;
  /** The moment of a transaction, asked once right after it begins. */
  readonly moment: (query: Query) => Promise<Instant>;
  /** The field encryption of this database. */
  readonly secrets: Secrets;
  /** Told the topics a transaction published, after it has committed. */
  readonly onPublished?: (topics: ReadonlySet<string>) => void;
};

/** One snapshot for all statements, so that what is read together belongs together. */
const BEGIN_READ = 'begin isolation level repeatable read read only';
const ATTEMPTS_MAX = 5;
const RETRY_STATES = new Set(['40001', '40P01']);

/** A database over a pool. */
export function createDatabase(options: DatabaseOptions): Database {
  return {
    transact: (work) => withRetries(() => attempt(options, 'begin', work)),
    read: (work) => withRetries(() => attempt(options, BEGIN_READ, work)),
    close: () => options.pool.end(),
  };
}

async function withRetries<T>(run: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await run();
    } catch (error) {
      if (attempts >= ATTEMPTS_MAX || !RETRY_STATES.has(sqlStateOf(error))) throw error;
      await pause(randomInt(5, 20) * 2 ** attempts);
    }
  }
}

async function attempt<T>(options: DatabaseOptions, begin: string, work: Work<T>): Promise<T> {
  const client = await options.pool.connect();
  let broken: Error | undefined;
  const noteBroken = (error: Error): void => void (broken = error);
  client.on('error', noteBroken);
  try {
    const tx = await open(client, begin, options);
    const result = await work(tx);
    await commit(client);
    if (tx.topics.size > 0) options.onPublished?.(tx.topics);
    return result;
  } catch (error) {
    broken ??= await rollBack(client, error);
    throw error;
  } finally {
    client.off('error', noteBroken);
    client.release(broken);
  }
}

async function open(client: PoolClient, begin: string, options: DatabaseOptions): Promise<Tx> {
  const query: Query = async (sql, values) => {
    const result = await client.query(sql, values === undefined ? [] : [...values]);
    return result.rows as never[];
  };
  // Both are on the wire before the first answers: the moment costs no round trip of its own.
  const [, now] = await Promise.all([client.query(begin), options.moment(query)]);
  return {
    now,
    query,
    newId: idMaker({ now: () => now }, (bytes) => randomFillSync(bytes)),
    secrets: options.secrets,
    topics: new Set(),
  };
}

/** Leaves the connection clean, or answers why it must be thrown away. */
async function rollBack(client: PoolClient, error: unknown): Promise<Error | undefined> {
  if (error instanceof OutcomeUnknown) return error;
  try {
    await client.query('rollback');
    return undefined;
  } catch (failure) {
    return failure as Error;
  }
}

async function commit(client: PoolClient): Promise<void> {
  const answer = await client.query('commit').catch((error: unknown) => {
    // Only an answer of a live server says that nothing was committed.
    throw isLostConnection(sqlStateOf(error)) ? new OutcomeUnknown(error) : error;
  });
  // A transaction in which a statement failed ends in ROLLBACK, without an error of its own.
  if (answer.command !== 'COMMIT') throw new Error('the transaction had failed before its commit');
}

/**
 * The five-character SQLSTATE of an answer of the database, or an empty text. A code of the
 * operating system is none: EPIPE looks like one, and would make a cut commit seem refused.
 */
export function sqlStateOf(error: unknown): string {
  return error instanceof DatabaseError ? (error.code ?? '') : '';
}

function isLostConnection(sqlState: string): boolean {
  return sqlState === '' || sqlState.startsWith('08') || sqlState.startsWith('57P');
}
