// Proves the books of a database: every module's checks and audits, on one snapshot, while the bank
// may go on working.

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCheck, type CheckResult } from '../database/checks.ts';
import { createDatabase } from '../database/database.ts';
import { missingMigrations, type Check, type Migration } from '../database/migration-files.ts';
import { reach, type PostgresSettings } from '../database/open-postgres.ts';
import { openPool } from '../database/pool.ts';
import type { Database, Tx } from '../database/transaction.ts';
import type { Log } from '../observe/log.ts';
import { createSecrets } from '../security/secrets.ts';
import { businessClock } from '../time/business-clock.ts';
import { machineClock } from '../time/machine-clock.ts';

/** A proof that takes more than one query; it answers what is wrong. */
export type Audit = {
  readonly name: string;
  readonly run: (tx: Tx) => Promise<readonly object[]>;
};

/** What to prove. */
export type Proofs = {
  readonly migrations: readonly Migration[];
  readonly checks: readonly Check[];
  readonly audits: readonly Audit[];
};

const FINDINGS_MAX = 10;

/**
 * Starts or adopts the database and runs every proof. Raises an Error when there are no books,
 * or books of another version.
 */
export async function auditBooks(
  settings: PostgresSettings,
  proofs: Proofs,
  log: Log,
): Promise<CheckResult[]> {
  requireBooks(settings);
  const postgres = await reach(settings, log);
  const pool = openPool({ url: settings.migrationDatabaseUrl ?? postgres.url, max: 1 });
  const database = createDatabase({
    pool,
    moment: businessClock(machineClock, false).moment,
    // No proof opens a sealed field, so none needs the bank's key.
    secrets: createSecrets({ id: 'audit', key: randomBytes(32) }),
  });
  try {
    return await prove(database, proofs);
  } finally {
    await database.close();
    await postgres.stop();
  }
}

/** Runs every proof on one snapshot of an open database. */
function prove(database: Database, proofs: Proofs): Promise<CheckResult[]> {
  return database.read(async (tx) => {
    await requireVersion(tx, proofs.migrations);
    await tx.query('set local statement_timeout = 0');
    const results: CheckResult[] = [];
    for (const check of proofs.checks) results.push(await runCheck(tx, check));
    for (const audit of proofs.audits) {
      const found = await audit.run(tx);
      const findings = found.slice(0, FINDINGS_MAX);
      results.push({ name: audit.name, violations: found.length, findings });
    }
    return results;
  });
}

function requireBooks({ databaseUrl, dataDir }: PostgresSettings): void {
  if (databaseUrl !== undefined || existsSync(join(dataDir, 'postgres'))) return;
  throw new Error(`there are no books in ${dataDir}: name the data folder of a bank`);
}

async function requireVersion(tx: Tx, migrations: readonly Migration[]): Promise<void> {
  const missing = await missingMigrations(tx.query, migrations);
  if (missing.length === 0) return;
  throw new Error(`the books are of an older version (${missing.join(', ')}): start the bank once`);
}
