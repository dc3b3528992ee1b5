// The rules in memory and the door on PostgreSQL are the same ledger: every history goes the same
// way in both, and the database's own audit agrees.

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { auditLedger } from './testing/audit.ts';
import { subjectInDatabase } from './testing/database-subject.ts';
import { accountsOf, balancesOf, histories, salted } from './testing/histories.ts';
import { subjectInMemory } from './testing/subject.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'ledger' });
});
afterAll(() => bank.close());

test('a history ends the same in memory and in PostgreSQL, status by status', async () => {
  let plays = 0;
  await fc.assert(
    fc.asyncProperty(histories(), async (history) => {
      // A history that is shrunk is played again, so every play needs ids of its own.
      const salt = ++plays;
      const steps = salted(history, salt);
      const both = [subjectInMemory(), subjectInDatabase(bank)] as const;
      for (const ledger of both) await ledger.openAccounts(accountsOf(salt));
      for (const step of steps) {
        const [expected, actual] = await Promise.all(
          both.map((ledger) =>
            'seconds' in step ? ledger.pass(step.seconds) : ledger.post(step.batch),
          ),
        );
        expect(actual).toEqual(expected);
      }
      const [expected, actual] = await Promise.all(both.map((ledger) => balancesOf(ledger, salt)));
      expect(actual).toEqual(expected);
    }),
    { numRuns: 40 },
  );
  expect(await auditLedger(bank)).toEqual({});
}, 60_000);
