// The rules alone and both doors of both engines are the same ledger: every history goes the same
// way in all, in any mixture and at the same time, and the database's own audit agrees.

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLedger, type Engine, type EngineName } from '#ledger';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { auditLedger } from './testing/audit.ts';
import { post } from './post.ts';
import { subjectInDatabase, subjectOfEngine } from './testing/database-subject.ts';
import { accountsOf, balancesOf, histories, salted } from './testing/histories.ts';
import { subjectInMemory } from './testing/subject.ts';

let plays = 0;

describe.each<EngineName>(['sql', 'memory'])('engine %s', (name) => {
  let bank: TestDatabase;
  let engine: Engine;
  beforeAll(async () => {
    bank = await testDatabase({ module: 'ledger' });
    engine = await openLedger(bank.database, { engine: name });
    await engine.ready();
  });
  afterAll(async () => {
    await engine.close();
    await bank.close();
  });

  test('a history ends the same by rules, post and submit, status by status', async () => {
    await fc.assert(
      fc.asyncProperty(histories(), fc.array(fc.boolean()), async (history, doors) => {
        // A history that is shrunk is played again, so every play needs ids of its own.
        const salt = ++plays;
        const steps = salted(history, salt);
        const memory = subjectInMemory();
        const door = [subjectInDatabase(bank), subjectOfEngine(bank, engine)] as const;
        for (const ledger of [memory, door[0]]) await ledger.openAccounts(accountsOf(salt));
        for (const [index, step] of steps.entries()) {
          const ledger = door[doors[index % doors.length] === true ? 0 : 1];
          const [expected, actual] = await Promise.all(
            [memory, ledger].map((one) =>
              'seconds' in step ? one.pass(step.seconds) : one.post(step.batch),
            ),
          );
          expect(actual).toEqual(expected);
        }
        const [expected, actual] = [
          await balancesOf(memory, salt),
          await balancesOf(door[0], salt),
        ];
        expect(actual).toEqual(expected);
      }),
      { numRuns: 40 },
    );
    expect(await auditLedger(bank)).toEqual({});
  }, 60_000);

  test('histories at once through both doors, some rolled back: the books balance', async () => {
    const ways = fc.array(fc.constantFrom('post', 'submit', 'undone'), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(histories(), ways, async (history, doors) => {
        const salt = ++plays;
        const batches = salted(history, salt).flatMap((step) =>
          'batch' in step ? [step.batch] : [],
        );
        const ledger = subjectInDatabase(bank);
        await ledger.openAccounts(accountsOf(salt));
        const answers = await Promise.all(
          batches.map(async (batch, index) => {
            const way = doors[index % doors.length];
            if (way === 'submit') return engine.submit({ transfers: batch });
            const work = bank.database.transact(async (tx) => {
              const statuses = await post(tx, batch);
              if (way === 'undone') throw new Error('the use case said no');
              return statuses;
            });
            return work.catch(() => []);
          }),
        );
        const made = batches.flatMap((batch, index) =>
          batch.filter((_, at) => answers[index]?.[at] === 'created').map(({ id }) => id),
        );
        expect(new Set(made).size).toBe(made.length);
        for (const id of made) expect(await ledger.transfer(id)).toBeDefined();
      }),
      { numRuns: 25 },
    );
    expect(await auditLedger(bank)).toEqual({});
  }, 60_000);
});
