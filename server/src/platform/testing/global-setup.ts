// Vitest's global set-up: keeps the tests' PostgreSQL running for the whole run.

import { dropAbandonedDatabases } from './templates.ts';
import { startTestPostgres } from './test-postgres.ts';

/** Starts the server and returns what vitest calls after the last test. */
export async function setup(): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres();
  // Workspaces that may not import the server, as the sandbox, find the cluster by this.
  process.env['SYCEE_TEST_DATABASE_URL'] = postgres.urlOf('postgres');
  await dropAbandonedDatabases(postgres.urlOf('postgres'));
  return postgres.stop;
}
