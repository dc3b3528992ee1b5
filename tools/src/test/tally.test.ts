// The count at the end of `npm test` never hides a failure.

import { describe, expect, test } from 'vitest';

import { closingLine, sumOf, tallyOf, type Report } from './tally.ts';

const clean: Report = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
};
const fallen = { status: 'failed', assertionResults: [] };
const failing = { status: 'failed', assertionResults: [{ status: 'failed' }] };

describe('the tally of a run', () => {
  test.each<[string, Report | undefined, boolean, string]>([
    ['all well', clean, true, '3 passed, 0 failed'],
    ['one left out', { ...clean, numPendingTests: 1 }, true, '3 passed, 0 failed, 1 skipped'],
    [
      'a failing test',
      { ...clean, numFailedTests: 1, testResults: [failing] },
      false,
      '3 passed, 1 failed',
    ],
    ['a file that fell over', { ...clean, testResults: [fallen] }, false, '3 passed, 1 failed'],
    ['an error outside of any test', clean, false, '3 passed, 1 failed'],
    ['no report', undefined, true, '0 passed, 1 failed'],
  ])('%s', (_, report, succeeded, line) => {
    expect(closingLine(tallyOf(report, succeeded))).toBe(line);
  });

  test('sums over gates and tests', () => {
    const gate = { passed: 1, failed: 0, skipped: 0 };
    expect(sumOf([gate, gate, { passed: 5, failed: 2, skipped: 1 }])).toEqual({
      passed: 7,
      failed: 2,
      skipped: 1,
    });
  });
});
