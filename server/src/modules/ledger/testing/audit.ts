// Runs the ledger's own audit on a test's database.

import { auditOf, type TestDatabase } from '../../../platform/testing.ts';

/** What the ledger's checks find, by the name of the check; empty when all is well. */
export async function auditLedger({
  database,
}: TestDatabase): Promise<Record<string, readonly object[]>> {
  return database.read((tx) => auditOf(tx, ['ledger']));
}
