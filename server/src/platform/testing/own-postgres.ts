// Servers' views of databases that are not the shared ones: over another way to it, or in a
// PostgreSQL that a test has for itself.

import type { Clock } from '@sycee/kit';
import type { floors } from '../../floors.ts';
import { createDatabase } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { readMigrations } from '../database/migration-files.ts';
import { openPool, type Pool } from '../database/pool.ts';
import type { Database } from '../database/transaction.ts';
import { startEmbeddedPostgres } from '../embedded-postgres/launcher.ts';
import { createSecrets } from '../security/secrets.ts';
import { serverRoot } from '../server-root.ts';
import { TEST_KEY, type TestDatabase } from '../testing.ts';
import { heldClock } from './held-clock.ts';

/** What another server process has of the database at an address. */
export function serverOn(
  url: string,
  clock: Clock,
  connections = 10,
): { readonly pool: Pool; readonly database: Database } {
  const pool = openPool({ url, max: connections, role: 'sycee_app' });
  const secrets = createSecrets(TEST_KEY);
  return { pool, database: createDatabase({ pool, secrets, moment: async () => clock.now() }) };
}

export type OwnPostgres = {
  /** A database with the migrations of some rooms. */
  readonly databaseOf: (name: string, rooms: Partial<typeof floors>) => Promise<TestDatabase>;
  readonly stop: () => Promise<void>;
};

/** Starts a durable PostgreSQL in a folder; a killed one is revived. */
export async function ownPostgres(dataDir: string): Promise<OwnPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir });
  return {
    databaseOf: async (name, rooms) => {
      const url = await postgres.ensureDatabase(name);
      await migrate(url, readMigrations(serverRoot('src'), rooms));
      const clock = heldClock();
      const server = serverOn(url, clock);
      return { ...server, clock, url, close: () => server.database.close() };
    },
    stop: postgres.stop,
  };
}
