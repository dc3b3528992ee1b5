// The PostgreSQL of a configuration: the operator's own by address, or the embedded one of the data
// folder; either way migrated to what this version of the server needs.

import type { Config } from '../config/config.ts';
import { startEmbeddedPostgres } from '../embedded-postgres/launcher.ts';
import type { Log } from '../observe/log.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migration-files.ts';

export type Postgres = {
  /** The address the server works with. */
  readonly url: string;
  /** Stops the embedded server; the operator's own goes on. */
  readonly stop: () => Promise<void>;
};

export type PostgresSettings = Pick<Config, 'dataDir' | 'databaseUrl' | 'migrationDatabaseUrl'>;

const DATABASE_NAME = 'sycee';

/** Finds or starts the database and migrates it. */
export async function openPostgres(
  settings: PostgresSettings,
  migrations: readonly Migration[],
  log: Log,
): Promise<Postgres> {
  const postgres = await reach(settings, log);
  const ownerUrl = settings.migrationDatabaseUrl ?? postgres.url;
  const loginRole = decodeURIComponent(new URL(postgres.url).username);
  const { applied } = await migrate(ownerUrl, migrations, loginRole || undefined);
  if (applied.length > 0) log.info({ applied }, 'the database was brought forward');
  return postgres;
}

/** Finds or starts the database and leaves it as it is. */
export async function reach(settings: PostgresSettings, log: Log): Promise<Postgres> {
  if (settings.databaseUrl !== undefined) {
    return { url: settings.databaseUrl, stop: async () => undefined };
  }
  const { dataDir } = settings;
  const embedded = await startEmbeddedPostgres({
    dataDir,
    onRevived: () => log.warn('PostgreSQL had died and was started again'),
  });
  log.info({ dataDir, adopted: embedded.adopted }, 'PostgreSQL runs');
  return { url: await embedded.ensureDatabase(DATABASE_NAME), stop: embedded.stop };
}
