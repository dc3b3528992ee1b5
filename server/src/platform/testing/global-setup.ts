// Vitest's global set-up: keeps the tests' PostgreSQL running for the whole run.

import { dropAbandonedDatabases } from './templates.ts';
import { startTestPostgres } from './test-postgres.ts';

/** Starts the server and returns what vitest calls after the last test. */
export async function setup(): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres();
  await dropAbandonedDatabases(postgres.urlOf('postgres'));
  return postgres.stop;
}
