// Runs the ledger's own audit on a test's database.

import { floors } from '../../../floors.ts';
import { runCheck } from '../../../platform/database/checks.ts';
import { readChecks } from '../../../platform/database/migration-files.ts';
import { serverRoot } from '../../../platform/server-root.ts';
import type { TestDatabase } from '../../../platform/testing.ts';

/** The violations that the ledger's checks find, by the name of the check; empty when all is well. */
export async function auditLedger({ database }: TestDatabase): Promise<Record<string, object[]>> {
  const checks = readChecks(serverRoot('src'), { ledger: floors.ledger });
  const results = await database.read((tx) =>
    Promise.all(checks.map((check) => runCheck(tx, check))),
  );
  const found = results.filter((result) => result.violations > 0);
  return Object.fromEntries(found.map(({ name, findings }) => [name, [...findings]]));
}
