// `npm run audit:books`: proves the books of a data folder or of DATABASE_URL, prints each proof
// with what it found, and ends with 1 when anything is wrong.

import { parseArgs } from 'node:util';
import { auditDeposits } from '#deposits';
import { auditPayments } from '#payments';
import {
  auditBooks,
  createLog,
  readChecks,
  readMigrations,
  serverRoot,
  type CheckResult,
} from '#platform';
import { floors } from './floors.ts';

const proofs = {
  migrations: readMigrations(serverRoot('src'), floors),
  checks: readChecks(serverRoot('src'), floors),
  audits: [
    { name: 'deposits/statements-equal-ledger', run: auditDeposits },
    { name: 'payments/orders-equal-ledger', run: auditPayments },
  ],
};

const { values } = parseArgs({ options: { 'data-dir': { type: 'string' } } });
const dataDir = values['data-dir'];

try {
  const results = await auditBooks(settingsOf(dataDir), proofs, createLog('warn'));
  process.stdout.write(reportOf(results));
  process.exitCode = results.some(({ violations }) => violations > 0) ? 1 : 0;
} catch (error) {
  process.stderr.write(`audit:books: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

/** A named data folder means its own database, whatever the environment says. */
function settingsOf(named: string | undefined) {
  const { DATABASE_URL, MIGRATION_DATABASE_URL, DATA_DIR } = process.env;
  return {
    dataDir: named ?? (DATA_DIR || '.sycee'),
    databaseUrl: named === undefined ? DATABASE_URL || undefined : undefined,
    migrationDatabaseUrl: named === undefined ? MIGRATION_DATABASE_URL || undefined : undefined,
  };
}

function reportOf(results: readonly CheckResult[]): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  const lines = results.flatMap(({ name, violations, findings }) => [
    `${violations === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(width)}  ${violations} findings`,
    ...findings.map((finding) => `          ${jsonOf(finding)}`),
  ]);
  const failed = results.filter(({ violations }) => violations > 0).length;
  return `${lines.join('\n')}\n${results.length - failed} ok, ${failed} failed\n`;
}

function jsonOf(finding: object): string {
  return JSON.stringify(finding, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}
