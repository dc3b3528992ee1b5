// The PostgreSQL of the demo: the embedded one of the data folder, shared by the bank and the
// sandbox, each with its own database; or the one that the environment names.

import { startEmbeddedPostgres } from '../../../server/src/platform/embedded-postgres/launcher.ts';
import type { Settings } from './settings.ts';

export type SharedPostgres = {
  readonly sandboxDatabaseUrl: string;
  readonly stop: () => Promise<void>;
};

/** Starts PostgreSQL, or adopts the one that a killed start left running. */
export async function openPostgres(settings: Settings): Promise<SharedPostgres> {
  if (settings.sandboxDatabaseUrl !== undefined) {
    return { sandboxDatabaseUrl: settings.sandboxDatabaseUrl, stop: async () => undefined };
  }
  const postgres = await startEmbeddedPostgres({ dataDir: settings.dataDir });
  const sandboxDatabaseUrl = await postgres.ensureDatabase('sycee_sandbox');
  return { sandboxDatabaseUrl, stop: () => postgres.stop() };
}
