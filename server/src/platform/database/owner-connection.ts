// The owner's connection to a bank's database, for commands that do what the server may not.

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../observe/log.ts';
import { createSecrets } from '../security/secrets.ts';
import { businessClock } from '../time/business-clock.ts';
import { machineClock } from '../time/machine-clock.ts';
import { createDatabase } from './database.ts';
import { missingMigrations, type Migration } from './migration-files.ts';
import { reach, type PostgresSettings } from './open-postgres.ts';
import { openPool } from './pool.ts';
import type { Session } from './transaction.ts';

/**
 * Starts or adopts the database and connects as its owner; closing stops what was started. Raises
 * an Error where there is no bank, or one of another version.
 */
export async function openOwnerConnection(
  settings: PostgresSettings,
  migrations: readonly Migration[],
  log: Log,
): Promise<Session> {
  if (settings.databaseUrl === undefined && !existsSync(join(settings.dataDir, 'postgres'))) {
    throw new Error(`there is no bank in ${settings.dataDir}: name its data folder`);
  }
  const postgres = await reach(settings, log);
  const database = createDatabase({
    pool: openPool({ url: settings.migrationDatabaseUrl ?? postgres.url, max: 1 }),
    moment: businessClock(machineClock, false).moment,
    // No such command opens a sealed field.
    secrets: createSecrets({ id: 'owner', key: randomBytes(32) }),
  });
  const session = await database.connect();
  const close = async (): Promise<void> => {
    await session.close();
    await database.close();
    await postgres.stop();
  };
  const missing = await missingMigrations(session.query, migrations);
  if (missing.length > 0) {
    await close();
    throw new Error(`the bank is of an older version (${missing.join(', ')}): start it once`);
  }
  return { ...session, close };
}
