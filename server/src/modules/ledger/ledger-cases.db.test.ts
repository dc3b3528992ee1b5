// TigerBeetle's public state-machine cases, through both doors of both engines, on a real database.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLedger, type Engine, type EngineName } from '#ledger';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { auditLedger } from './testing/audit.ts';
import { subjectInDatabase, subjectOfEngine } from './testing/database-subject.ts';
import { isImport, ledgerCases, play } from './testing/ledger-cases.ts';

const cases = ledgerCases();

test.skipIf(cases.length === 0)('the shared vectors stand beside the project', () => {
  expect(cases.filter(isImport).map((one) => one.name)).toEqual([
    'imported events: imported batch',
    'imported events: pending transfers',
  ]);
});

const engines: EngineName[] = ['sql', 'memory'];
describe.skipIf(cases.length === 0).each(engines)(
  'public cases of the ledger model, engine %s',
  (name) => {
    let bank: TestDatabase;
    let engine: Engine;
    beforeAll(async () => {
      bank = await testDatabase({ module: 'ledger' });
      engine = await openLedger(bank.database, { engine: name });
      await engine.ready();
    });
    afterAll(async () => {
      await engine.close();
      expect(await auditLedger(bank)).toEqual({});
      await bank.close();
    });

    for (const ledgerCase of cases.filter((one) => !isImport(one))) {
      test(`post: ${ledgerCase.name}`, () => play(ledgerCase, () => subjectInDatabase(bank)));
      test(`submit: ${ledgerCase.name}`, () =>
        play(ledgerCase, () => subjectOfEngine(bank, engine)));
    }
  },
);
