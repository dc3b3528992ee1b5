// Runs the check queries of all modules. A check is true on every database at every moment, so its
// rows are findings, never opinions.

import type { Check } from './migration-files.ts';
import type { Tx } from './transaction.ts';

/** What one check found; `findings` holds at most the first ten violating rows. */
export type CheckResult = {
  readonly name: string;
  readonly violations: number;
  readonly findings: readonly object[];
};

const FINDINGS_MAX = 10;

/** Runs one check; zero violations when the books are as promised. */
export async function runCheck(tx: Pick<Tx, 'query'>, check: Check): Promise<CheckResult> {
  const rows = await tx.query<object>(check.sql);
  return {
    name: `${check.module}/${check.name}`,
    violations: rows.length,
    findings: rows.slice(0, FINDINGS_MAX),
  };
}
