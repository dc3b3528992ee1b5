// The short way of plain batches ends every history as the rules do, status by status, whether the
// database takes a batch or hands it back to be judged.

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { sqlEngine } from './sql-engine.ts';
import { auditLedger } from './testing/audit.ts';
import { subjectInDatabase, subjectOfEngine } from './testing/database-subject.ts';
import { accountsOf, balancesOf, histories, salted, type Step } from './testing/histories.ts';
import { subjectInMemory } from './testing/subject.ts';
import type { NewTransfer } from './transfer.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'ledger' });
});
afterAll(() => bank.close());

let plays = 0;

/** The movements of a history without what holds, resolves, balances and closes. */
function plainBatches(history: readonly Step[]): NewTransfer[][] {
  return history.flatMap((step) =>
    'batch' in step
      ? [
          step.batch
            .filter(({ pendingId }) => pendingId === undefined)
            .map((one) => ({
              ...one,
              timeoutSeconds: 0,
              flags: { linked: one.flags?.linked === true },
            })),
        ]
      : [],
  );
}

test('a plain history ends the same by the short way', async () => {
  await fc.assert(
    fc.asyncProperty(histories(), async (history) => {
      const salt = ++plays;
      const memory = subjectInMemory();
      const database = subjectInDatabase(bank);
      for (const ledger of [memory, database]) await ledger.openAccounts(accountsOf(salt));
      for (const batch of plainBatches(salted(history, salt))) {
        // An engine of its own for every batch has no reason yet to avoid the short way.
        const engine = subjectOfEngine(bank, sqlEngine(bank.database));
        expect(await engine.post(batch)).toEqual(await memory.post(batch));
      }
      expect(await balancesOf(database, salt)).toEqual(await balancesOf(memory, salt));
    }),
    { numRuns: 60 },
  );
  expect(await auditLedger(bank)).toEqual({});
}, 60_000);
