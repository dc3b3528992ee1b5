// A migrated PostgreSQL database for a test file, and the clock its transactions read.

import { randomBytes } from 'node:crypto';
import { floors } from '../floors.ts';
import { serverRoot } from './server-root.ts';
import { createDatabase } from './database/database.ts';
import { runCheck } from './database/checks.ts';
import { readChecks, readMigrations } from './database/migration-files.ts';
import { openPool, type Pool } from './database/pool.ts';
import type { Database, Query, Tx } from './database/transaction.ts';
import { createSecrets } from './security/secrets.ts';
import { heldClock, type HeldClock } from './testing/held-clock.ts';
import { cloneMigrated } from './testing/templates.ts';
import { startTestPostgres } from './testing/test-postgres.ts';

export type TestDatabase = {
  readonly database: Database;
  readonly clock: HeldClock;
  /** The owner's address, for a second pool or another process. */
  readonly url: string;
  readonly pool: Pool;
  /** Drops the database. */
  readonly close: () => Promise<void>;
};

/** The master key of test databases. */
export const TEST_KEY = { id: 'test', key: Buffer.alloc(32, 7) };

export type ModuleName = keyof typeof floors;

/**
 * A fresh database with every migration, or, for a module's own tests, only with the module's and
 * those of the floors below it.
 */
export async function testDatabase(options: { module?: ModuleName } = {}): Promise<TestDatabase> {
  const postgres = await startTestPostgres();
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await cloneMigrated(postgres.urlOf, readMigrations(serverRoot('src'), visible(options)), name);
  const clock = heldClock();
  const url = postgres.urlOf(name);
  const pool = openPool({ url, max: 20, role: 'sycee_app' });
  const secrets = createSecrets(TEST_KEY);
  const database = createDatabase({ pool, secrets, moment: async () => clock.now() });
  const close = async (): Promise<void> => {
    await database.close();
    const admin = openPool({ url: postgres.urlOf('postgres'), max: 1 });
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
    await postgres.stop();
  };
  return { database, clock, url, pool, close };
}

function visible({ module }: { module?: ModuleName }): Partial<typeof floors> {
  if (module === undefined) return floors;
  const entries = Object.entries(floors);
  return Object.fromEntries(
    entries.filter(([name, floor]) => name === module || floor < floors[module]),
  );
}

/** What the checks of some modules find, by `module/name`; empty when all is well. */
export async function auditOf(
  tx: Pick<Tx, 'query'>,
  modules: readonly ModuleName[],
): Promise<Record<string, readonly object[]>> {
  const own = Object.fromEntries(modules.map((module) => [module, floors[module]]));
  const found: Record<string, readonly object[]> = {};
  for (const check of readChecks(serverRoot('src'), own)) {
    const { name, violations, findings } = await runCheck(tx, check);
    if (violations > 0) found[name] = findings;
  }
  return found;
}

/**
 * Breaks a database by force, as its owner with every trigger and foreign key switched off, looks
 * at it, and undoes it.
 */
export async function afterForce<Seen>(
  { url }: TestDatabase,
  statements: readonly string[],
  look: (tx: Pick<Tx, 'query'>) => Promise<Seen>,
): Promise<Seen> {
  const pool = openPool({ url, max: 1 });
  const client = await pool.connect();
  const query: Query = async (sql, values = []) =>
    (await client.query(sql, [...values])).rows as never[];
  try {
    await query('begin');
    await query(`set local session_replication_role = 'replica'`);
    for (const sql of statements) await query(sql);
    return await look({ query });
  } finally {
    await client.query('rollback');
    client.release();
    await pool.end();
  }
}

export { migrate } from './database/migrate.ts';
export { heldClock, type HeldClock };
