// TigerBeetle's public state-machine cases, through the door, on a real database.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { subjectInDatabase } from './testing/database-subject.ts';
import { isImport, ledgerCases, play } from './testing/ledger-cases.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'ledger' });
});
afterAll(() => bank.close());

const cases = ledgerCases();

describe('public cases of the ledger model, through the door', () => {
  test.skipIf(cases.length === 0)('the shared vectors stand beside the project', () => {
    expect(cases.filter(isImport).map((one) => one.name)).toEqual([
      'imported events: imported batch',
      'imported events: pending transfers',
    ]);
  });
  for (const ledgerCase of cases.filter((one) => !isImport(one))) {
    test(ledgerCase.name, () => play(ledgerCase, () => subjectInDatabase(bank)));
  }
});
