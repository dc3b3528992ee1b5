// TigerBeetle's public state-machine cases, by the rules alone, without a database.

import { describe, expect, test } from 'vitest';
import { isImport, ledgerCases, play } from './testing/ledger-cases.ts';
import { subjectInMemory } from './testing/subject.ts';

const cases = ledgerCases();

describe('public cases of the ledger model, by the rules alone', () => {
  test.skipIf(cases.length === 0)('the shared vectors stand beside the project', () => {
    expect(cases.filter(isImport).map((one) => one.name)).toEqual([
      'imported events: imported batch',
      'imported events: pending transfers',
    ]);
  });
  for (const ledgerCase of cases.filter((one) => !isImport(one))) {
    test(ledgerCase.name, () => play(ledgerCase, subjectInMemory));
  }
});
