// Where a benchmark or a torture runs: a database of its own, migrated like a bank's, on the
// operator's PostgreSQL or on a durable embedded one, and dropped when it is over.

import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { instant } from '@sycee/kit';
import { floors } from '../floors.ts';
import { createDatabase } from '../platform/database/database.ts';
import { readChecks, readMigrations } from '../platform/database/migration-files.ts';
import { runCheck, type CheckResult } from '../platform/database/checks.ts';
import { reach } from '../platform/database/open-postgres.ts';
import { openPool } from '../platform/database/pool.ts';
import { migrate } from '../platform/database/migrate.ts';
import type { Database } from '../platform/database/transaction.ts';
import { createLog } from '../platform/observe/log.ts';
import { createSecrets } from '../platform/security/secrets.ts';
import { serverRoot } from '../platform/server-root.ts';
import { machineClock } from '../platform/time/machine-clock.ts';

/** The rooms a ledger needs around it: the platform and itself. */
const ROOMS = { platform: floors.platform, ledger: floors.ledger };

export type Place = {
  /** The owner's address of the database. */
  readonly url: string;
  /** A sentence about the PostgreSQL that is measured. */
  readonly description: string;
  /** Proves the books; every result that has violations is a loss. */
  readonly audit: () => Promise<CheckResult[]>;
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
    description: await describe(url),
    audit: () => auditOf(url),
    close: async () => {
      await asOwner(postgres.url, `drop database ${name} with (force)`);
      await postgres.stop();
    },
  };
}

/** A server process's view of the database: the application's role, the machine's clock. */
export function openDatabase(url: string, connections: number): Database {
  return createDatabase({
    pool: openPool({ url, max: connections, role: 'sycee_app' }),
    moment: async () => instant(machineClock.now()),
    secrets: createSecrets({ id: 'bench', key: randomBytes(32) }),
  });
}

/** Runs statements as the owner of a database. */
export async function asOwner<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
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
