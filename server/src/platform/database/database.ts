// Opens transactions. A conflict the database asks to retry is retried; a commit whose outcome is
// unknown is told as such, because "it failed" would be a lie about money.

import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { randomInt } from 'node:crypto';
import { idMaker, type Instant } from '@sycee/kit';
import { Client, DatabaseError, type ClientBase } from 'pg';
import { fillRandom } from '../security/random.ts';
import type { Secrets } from '../security/secrets.ts';
import { partsOf, type Parts } from './parts.ts';
import type { Pool } from './pool.ts';
import { statementNames } from './statement-names.ts';
import { parameterOf } from './values.ts';
import type { Database, Ending, Query, Session, Tx, Work } from './transaction.ts';

/** The connection was lost while committing: the transaction is in the books, or it is not. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('the connection was lost while committing', { cause });
    this.name = 'OutcomeUnknown';
  }
}

/** Raised by work that met another transaction and has to begin again, as if the database had. */
export class RunAgain extends Error {
  override readonly name = 'RunAgain';
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
  const home = {};
  const parts: AttemptParts = { ...options, home, nameOf: statementNames() };
  return {
    transact: (work) => withRetries(() => attemptPooled(parts, 'begin', work)),
    read: (work) => withRetries(() => attemptPooled(parts, BEGIN_READ, work)),
    connect: (onLost) => openSession(parts, onLost),
    home,
    close: () => options.pool.end(),
  };
}

type AttemptParts = DatabaseOptions &
  Pick<Database, 'home'> & { readonly nameOf: ReturnType<typeof statementNames> };

async function withRetries<T>(run: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await run();
    } catch (error) {
      if (attempts >= ATTEMPTS_MAX || !mayPass(error)) throw error;
      await pause(randomInt(5, 20) * 2 ** attempts);
    }
  }
}

/** Whether the same work may succeed when it is run again. */
function mayPass(error: unknown): boolean {
  return error instanceof RunAgain || RETRY_STATES.has(sqlStateOf(error));
}

async function attemptPooled<T>(parts: AttemptParts, begin: string, work: Work<T>): Promise<T> {
  const client = await parts.pool.connect();
  let broken: Error | undefined;
  const noteBroken = (error: Error): void => void (broken = error);
  client.on('error', noteBroken);
  try {
    return await attempt(parts, client, begin, work, noteBroken);
  } finally {
    client.off('error', noteBroken);
    client.release(broken);
  }
}

/** `noteBroken` is told when the connection cannot be used for anything more. */
async function attempt<T>(
  options: AttemptParts,
  client: ClientBase,
  begin: string,
  work: Work<T>,
  noteBroken: (error: Error) => void,
): Promise<T> {
  const query = queryOn(client, options.nameOf);
  const parts = partsOf(query);
  let ending: Ending = 'rolled_back';
  try {
    const tx = await open(query, begin, options, parts);
    const result = await work(tx);
    await commit(client);
    ending = 'committed';
    if (tx.topics.size > 0) options.onPublished?.(tx.topics);
    return result;
  } catch (error) {
    if (error instanceof OutcomeUnknown) {
      ending = 'unknown';
      noteBroken(error);
    } else {
      // Leaves the connection clean, or makes it be thrown away.
      await query('rollback').catch(noteBroken);
    }
    throw error;
  } finally {
    parts.end(ending);
  }
}

async function open(
  query: Query,
  begin: string,
  options: AttemptParts,
  { atEnd, nested }: Parts,
): Promise<Tx> {
  // Both are on the wire before the first answers: the moment costs no round trip of its own.
  const [, now] = await Promise.all([query(begin), options.moment(query)]);
  return {
    now,
    query,
    newId: idMaker({ now: () => now }, fillRandom),
    secrets: options.secrets,
    topics: new Set(),
    home: options.home,
    atEnd,
    nested,
  };
}

function queryOn(client: ClientBase, nameOf: AttemptParts['nameOf']): Query {
  return async (text, values = []) => {
    const name = nameOf(text);
    const query = {
      text,
      values: values.map(parameterOf),
      ...(name === undefined ? {} : { name }),
    };
    const result = await client.query(query);
    return result.rows as never[];
  };
}

async function openSession(parts: AttemptParts, onLost?: () => void): Promise<Session> {
  const socket = new Socket();
  const client = new Client({ ...parts.pool.options, stream: () => socket });
  let isOpen = false;
  const lose = (): void => {
    if (isOpen) onLost?.();
    isOpen = false;
  };
  // Without a listener for its errors Node would end.
  client.on('error', lose);
  client.on('end', lose);
  await client.connect();
  isOpen = true;
  const query = queryOn(client, parts.nameOf);
  return {
    query,
    now: () => parts.moment(query),
    transact: (work) => attempt(parts, client, 'begin', work, lose),
    isOpen: () => isOpen,
    close: async () => {
      isOpen = false;
      await client.end().catch(() => undefined);
    },
    cut: () => {
      isOpen = false;
      socket.destroy();
    },
  };
}

async function commit(client: ClientBase): Promise<void> {
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
