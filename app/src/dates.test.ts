// Moments and days are shown as they are at the bank, in both languages.

import { expect, test } from 'vitest';

import { bankDayOf, dayText, momentText, monthOf, monthsFrom, monthText } from './dates.ts';

test.each([
  ['2026-01', -1, '2025-12'],
  ['2026-12', 1, '2027-01'],
  ['2026-05', 0, '2026-05'],
  ['2026-03', -15, '2024-12'],
])('%s and %i months is %s', (month, count, result) => {
  expect(monthsFrom(month, count)).toBe(result);
});

test('a moment belongs to the day it is at the bank, not in UTC', () => {
  expect(bankDayOf('2026-01-31T16:30:00.000Z')).toBe('2026-02-01');
  expect(monthOf('2026-01-31T16:30:00.000Z')).toBe('2026-02');
});

test('moments, days and months read as they do in each language', () => {
  const at = '2026-01-31T08:05:09.000Z';
  expect(momentText(at, 'en')).toBe('31 Jan 2026, 16:05');
  expect(momentText(at, 'zh', 'time')).toBe('16:05');
  expect(dayText('2026-01-31', 'en')).toBe('31 January 2026');
  expect(monthText('2026-01', 'zh')).toBe('2026年1月');
});
