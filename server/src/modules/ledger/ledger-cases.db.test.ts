// TigerBeetle's public state-machine cases, through the door, on a real database.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { sqlEngine } from './sql-engine.ts';
import { subjectInDatabase, subjectOfEngine } from './testing/database-subject.ts';
import { isImport, ledgerCases, play } from './testing/ledger-cases.ts';
import type { Subject } from './testing/subject.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'ledger' });
});
afterAll(() => bank.close());

const cases = ledgerCases();

const ways: readonly [name: string, start: () => Subject][] = [
  ['post', () => subjectInDatabase(bank)],
  ['submit, engine sql', () => subjectOfEngine(bank, sqlEngine(bank.database))],
];

describe.each(ways)('public cases of the ledger model, through %s', (_way, start) => {
  test.skipIf(cases.length === 0)('the shared vectors stand beside the project', () => {
    expect(cases.filter(isImport).map((one) => one.name)).toEqual([
      'imported events: imported batch',
      'imported events: pending transfers',
    ]);
  });
  for (const ledgerCase of cases.filter((one) => !isImport(one))) {
    test(ledgerCase.name, () => play(ledgerCase, start));
  }
});
