// Vitest's global set-up: keeps the tests' PostgreSQL running for the whole run.

import { dropAbandonedDatabases } from './templates.ts';
import { startTestPostgres } from './test-postgres.ts';

/** Starts the server and returns what vitest calls after the last test. */
export async function setup(): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres();
  const adminUrl = postgres.urlOf('postgres');
  await dropAbandonedDatabases(adminUrl);
  // For workspaces that may not import the server's: they make databases of their own there.
  process.env['SYCEE_TEST_DATABASE_URL'] = adminUrl;
  return postgres.stop;
}
