// Runs the ledger's own audit on a test's database.

import type { Tx } from '#platform';
import { floors } from '../../../floors.ts';
import { runCheck } from '../../../platform/database/checks.ts';
import { readChecks } from '../../../platform/database/migration-files.ts';
import { serverRoot } from '../../../platform/server-root.ts';
import type { TestDatabase } from '../../../platform/testing.ts';

/** The violations that the ledger's checks find, by the name of the check; empty when all is well. */
export async function auditLedger({ database }: TestDatabase): Promise<Record<string, object[]>> {
  return database.read(auditIn);
}

/** The same inside a transaction. */
export async function auditIn(tx: Tx): Promise<Record<string, object[]>> {
  const found: Record<string, object[]> = {};
  for (const check of readChecks(serverRoot('src'), { ledger: floors.ledger })) {
    const { name, violations, findings } = await runCheck(tx, check);
    if (violations > 0) found[name] = [...findings];
  }
  return found;
}
