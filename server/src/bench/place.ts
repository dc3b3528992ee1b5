// Where a benchmark or a torture runs: a database of its own, migrated like a bank's, on the
// operator's PostgreSQL or on a durable embedded one, and dropped when it is over.

import { randomBytes } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { instant } from '@sycee/kit';
import { floors } from '../floors.ts';
import { createDatabase } from '../platform/database/database.ts';
import { readChecks, readMigrations } from '../platform/database/migration-files.ts';
import { runCheck, type CheckResult } from '../platform/database/checks.ts';
import { reach } from '../platform/database/open-postgres.ts';
import { openPool } from '../platform/database/pool.ts';
import { migrate } from '../platform/database/migrate.ts';
import type { Database, Query } from '../platform/database/transaction.ts';
import { valueTypes } from '../platform/database/values.ts';
import { createLog } from '../platform/observe/log.ts';
import { createSecrets } from '../platform/security/secrets.ts';
import { serverRoot } from '../platform/server-root.ts';
import { machineClock } from '../platform/time/machine-clock.ts';

/** The rooms a ledger needs around it: the platform and itself. */
const ROOMS = { platform: floors.platform, ledger: floors.ledger };

export type Place = {
  /** The owner's address of the database. */
  readonly url: string;
  /** Where this machine may put files of its own. */
  readonly folder: string;
  /** A sentence about the PostgreSQL that is measured. */
  readonly description: string;
  /** Proves the books; every result that has violations is a loss. */
  readonly audit: () => Promise<CheckResult[]>;
  /** Bytes that are free where its files lie; null when that is another machine's matter. */
  readonly freeBytes: () => Promise<number | null>;
  readonly close: () => Promise<void>;
};

/** Makes the database; without an address in a PostgreSQL below `dataDir`, with fsync on. */
export async function openPlace(dataDir: string, databaseUrl?: string): Promise<Place> {
  const settings = { dataDir, databaseUrl, migrationDatabaseUrl: undefined };
  const postgres = await reach(settings, createLog('warn'));
  const name = `sycee_bench_${randomBytes(4).toString('hex')}`;
  await asOwner(postgres.url, `create database ${name}`);
  const url = withDatabase(postgres.url, name);
  await migrate(url, readMigrations(serverRoot('src'), ROOMS));
  return {
    url,
    folder: dataDir,
    description: await describe(url),
    audit: () => auditOf(url),
    freeBytes: async () => (databaseUrl === undefined ? freeBytesAt(dataDir) : null),
    close: async () => {
      await asOwner(postgres.url, `drop database ${name} with (force)`);
      await postgres.stop();
    },
  };
}

/** What else a database is opened with: a name for its connections, and who hears of topics. */
type DatabaseExtras = {
  readonly name?: string;
  readonly onPublished?: (topics: ReadonlySet<string>) => void;
};

/** A server process's view of the database: the application's role, the machine's clock. */
export function openDatabase(
  url: string,
  connections: number,
  { name, onPublished = () => undefined }: DatabaseExtras = {},
): Database {
  return createDatabase({
    pool: openPool({ url: named(url, name), max: connections, role: 'sycee_app' }),
    moment: async () => instant(machineClock.now()),
    secrets: createSecrets({ id: 'bench', key: randomBytes(32) }),
    onPublished,
  });
}

/** The address under which connections say what they are for. */
function named(url: string, name: string | undefined): string {
  if (name === undefined) return url;
  const address = new URL(url);
  address.searchParams.set('application_name', name);
  return address.href;
}

/** Writes out what earlier loads left in memory, where the owner may ask for that. */
export async function checkpoint(url: string): Promise<void> {
  await asOwner(url, 'checkpoint').catch(() => undefined);
}

/** Runs a statement as the owner of a database; without values there may be several. */
export async function asOwner<Row extends object>(
  url: string,
  sql: string,
  values?: readonly unknown[],
): Promise<Row[]> {
  return ownerSession(url, (query) => query<Row>(sql, values));
}

/** Runs work on one connection of the owner, without time limits. */
export async function ownerSession<T>(url: string, work: (query: Query) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, types: valueTypes() });
  await client.connect();
  try {
    return await work(async (sql, values) => {
      const result = await client.query(sql, values && [...values]);
      return result.rows as never[];
    });
  } finally {
    await client.end();
  }
}

async function freeBytesAt(dataDir: string): Promise<number> {
  const { bavail, bsize } = await statfs(join(dataDir, 'postgres'));
  return bavail * bsize;
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

async function describe(url: string): Promise<string> {
  const [row] = await asOwner<Record<string, string>>(
    url,
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
        current_setting('synchronous_commit') as commit`,
  );
  return `PostgreSQL ${row?.['version']}, fsync ${row?.['fsync']}, commit ${row?.['commit']}`;
}

async function auditOf(url: string): Promise<CheckResult[]> {
  const pool = openPool({ url, max: 1 });
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    const query = async (sql: string): Promise<never[]> =>
      (await client.query(sql)).rows as never[];
    const results: CheckResult[] = [];
    for (const check of readChecks(serverRoot('src'), ROOMS)) {
      results.push(await runCheck({ query }, check));
    }
    return results;
  } finally {
    client.release();
    await pool.end();
  }
}
