// Which days a statement covers, and the moments those days begin and end.

import { daysBetween, isoOf, parseBusinessDate } from '@sycee/kit';
import { expect, test } from 'vitest';
import { codeOf } from '../parties/testing.ts';
import { filePeriodOf, momentsOf, periodOf, type AskedPeriod } from './period.ts';

const today = parseBusinessDate('2026-03-01');

test.each<[AskedPeriod, string, string, string]>([
  [{}, '2026-01-31', '2026-03-01', 'the last 30 days'],
  [{ to: '2026-01-31' }, '2026-01-02', '2026-01-31', '30 days to a day'],
  [{ from: '2026-02-28' }, '2026-02-28', '2026-03-01', 'from a day to today'],
  [{ from: '2026-02-01', to: '2026-02-01' }, '2026-02-01', '2026-02-01', 'one day'],
  [{ from: '2026-02-01', to: '2027-02-01' }, '2026-02-01', '2027-02-01', 'days to come'],
])('%j is %s to %s: %s', (asked, from, to) => {
  expect(periodOf(asked, today)).toEqual({ from, to });
});

test.each<[AskedPeriod, string]>([
  [{ from: '2026-02-02', to: '2026-02-01' }, 'deposits.period_invalid'],
  [{ from: '2026-03-02' }, 'deposits.period_invalid'],
  [{ from: '2026-02-30' }, 'deposits.period_invalid'],
  [{ to: '2026-13-01' }, 'deposits.period_invalid'],
  [{ from: '0000-00-00' }, 'deposits.period_invalid'],
  [{ from: '0001-01-01' }, 'deposits.period_invalid'],
  [{ to: '9999-12-31' }, 'deposits.period_invalid'],
  [{ from: '2024-01-01', to: '2024-12-31' }, 'accepted'],
  [{ from: '2024-01-01', to: '2025-01-01' }, 'deposits.period_too_long'],
])('a file of %j: %s', async (asked, code) => {
  expect(await codeOf((async () => filePeriodOf(asked, today))())).toBe(code);
});

test('a day begins and ends at midnight in Beijing', () => {
  const day = periodOf({ from: '2026-02-01', to: '2026-02-01' }, today);
  const { from, to } = momentsOf(day);
  expect([isoOf(from), isoOf(to)]).toEqual([
    '2026-01-31T16:00:00.000Z',
    '2026-02-01T16:00:00.000Z',
  ]);
  expect(daysBetween(day.from, day.to)).toBe(0);
});
