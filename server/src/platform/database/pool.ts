// Connections to PostgreSQL, every one with the same manners: UTC, the application's role, and
// time limits, so that no statement and no forgotten transaction can hold the bank up.

import { Pool as PgPool, type ClientConfig } from 'pg';
import { valueTypes } from './values.ts';

export type Pool = PgPool;

export type PoolOptions = {
  readonly url: string;
  readonly max: number;
  /** The role statements run as; the login role must be a member of it. */
  readonly role?: string;
  readonly onIdleError?: (error: Error) => void;
};

const STATEMENT_TIMEOUT_MS = 15_000;
const LOCK_TIMEOUT_MS = 8_000;
const IDLE_IN_TRANSACTION_MS = 60_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** Opens a pool; connections are made when they are first needed. */
export function openPool({ url, max, role, onIdleError }: PoolOptions): Pool {
  const pool = new PgPool({
    ...connectionOf(url, role),
    max,
    min: 0,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // A connection that breaks while idle is replaced by the pool; without a listener Node would end.
  pool.on('error', (error) => onIdleError?.(error));
  return pool;
}

/** Settings of a single connection with the same manners. */
export function connectionOf(url: string, role?: string): ClientConfig {
  const settings = [
    'timezone=UTC',
    `statement_timeout=${STATEMENT_TIMEOUT_MS}`,
    `lock_timeout=${LOCK_TIMEOUT_MS}`,
    `idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS}`,
    ...(role === undefined ? [] : [`role=${role}`]),
  ];
  return {
    connectionString: url,
    types: valueTypes(),
    application_name: 'sycee',
    keepAlive: true,
    // Statements go on the wire without waiting for the answers to earlier ones.
    pipeline: true,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
  };
}
