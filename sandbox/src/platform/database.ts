// The sandbox's own database: typed results, and transactions as the only way in, so that what a
// process had answered is there after it is killed at any moment.

import { instant, type Clock, type Instant } from '@sycee/kit';
import {
  Client,
  DatabaseError,
  escapeIdentifier,
  Pool,
  types as defaultTypes,
  type CustomTypesConfig,
  type PoolClient,
} from 'pg';

/** One transaction. `now` stays the same within it. */
export type Tx = {
  readonly now: Instant;
  readonly query: <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
};

export type Database = {
  readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

const TIMESTAMPTZ = 1184;
const INT8 = 20;
const RETRIED = new Set(['40001', '40P01']);
const ATTEMPTS_MAX = 5;

const parsers = new Map<number, (text: string) => unknown>([
  [INT8, (text) => BigInt(text)],
  // Connections run in UTC, so the text always ends in `+00`.
  [TIMESTAMPTZ, (text) => instant(Date.parse(`${text.replace(' ', 'T')}:00`))],
]);

const types: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    parsers.get(oid) ?? defaultTypes.getTypeParser(oid, format),
};

/** Opens a pool on a database that exists. */
export function openDatabase(url: string, clock: Clock): Database {
  const pool = new Pool({ connectionString: url, max: 10, types, options: '-c timezone=UTC' });
  // A connection lost while idle is replaced at its next use; without a listener it would kill us.
  pool.on('error', () => undefined);
  const attempt = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    // One that is lost between two statements tells nobody else; unheard, it would end us.
    const noteBroken = (error: Error): void => void (broken = error);
    client.on('error', noteBroken);
    try {
      await client.query('begin');
      const result = await work(txOn(client, clock.now()));
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(noteBroken);
      throw error;
    } finally {
      client.off('error', noteBroken);
      client.release(broken);
    }
  };
  const transact = async <T>(work: (tx: Tx) => Promise<T>, attemptsLeft = ATTEMPTS_MAX) => {
    try {
      return await attempt(work);
    } catch (error) {
      const code = error instanceof DatabaseError ? error.code : undefined;
      if (code === undefined || !RETRIED.has(code) || attemptsLeft <= 1) throw error;
      return transact(work, attemptsLeft - 1);
    }
  };
  return { transact: (work) => transact(work), close: () => pool.end() };
}

function txOn(client: PoolClient, now: Instant): Tx {
  return {
    now,
    query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...values])).rows,
  };
}

/** Creates the database of a URL when it is missing; the URL's role must be allowed to. */
export async function ensureDatabase(url: string): Promise<void> {
  const wanted = decodeURIComponent(new URL(url).pathname.slice(1));
  const probe = new Client({ connectionString: url });
  try {
    await probe.connect();
    return;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== '3D000') throw error;
  } finally {
    await probe.end().catch(() => undefined);
  }
  const neighbour = new URL(url);
  neighbour.pathname = '/postgres';
  const admin = new Client({ connectionString: neighbour.href });
  await admin.connect();
  try {
    await admin.query(`create database ${escapeIdentifier(wanted)} encoding 'UTF8'`);
  } catch (error) {
    const raced = error instanceof DatabaseError && ['42P04', '23505'].includes(error.code ?? '');
    if (!raced) throw error;
  } finally {
    await admin.end();
  }
}
