// Months begin and end at midnight in Beijing, and only those of the calendar exist.

import { isoOf } from '@sycee/kit';
import { expect, test } from 'vitest';
import { monthBefore, rangeOfMonth, readDay, readMonth } from './months.ts';

test.each([
  ['2026-01', '2025-12-31T16:00:00.000Z', '2026-01-31T16:00:00.000Z', '2025-12'],
  ['2026-02', '2026-01-31T16:00:00.000Z', '2026-02-28T16:00:00.000Z', '2026-01'],
  ['2028-02', '2028-01-31T16:00:00.000Z', '2028-02-29T16:00:00.000Z', '2028-01'],
  ['2026-03', '2026-02-28T16:00:00.000Z', '2026-03-31T16:00:00.000Z', '2026-02'],
  ['2026-12', '2026-11-30T16:00:00.000Z', '2026-12-31T16:00:00.000Z', '2026-11'],
])('%s is from %s to before %s, after %s', (month, from, to, before) => {
  const range = rangeOfMonth(readMonth(month), 480);
  expect([isoOf(range.from), isoOf(range.to), monthBefore(month)]).toEqual([from, to, before]);
});

test.each(['2026-00', '2026-13', '0000-01', '9999-01', '202601', '2026-1'])(
  '%s is refused as a month',
  (text) => expect(() => readMonth(text)).toThrow('no such day or month'),
);

test.each(['2026-02-29', '2026-04-31', '2026-00-10', '0001-01-01', '9999-12-31', 'x'])(
  '%s is refused as a day',
  (text) => expect(() => readDay(text)).toThrow('no such day or month'),
);
