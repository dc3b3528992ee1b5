// The sentence about a month, and the days of its picture.

import { cny, wireOf } from '@sycee/kit';
import type { Month } from '@sycee/sdk';
import { expect, test } from 'vitest';

import { daysInMonth, daysOf, insightOf } from './month-insight.ts';

function month(out: bigint, before: bigint): Month {
  const nothing = wireOf(cny(0n));
  const previous = { month: '2026-04', in: nothing, out: wireOf(cny(before)) };
  return {
    month: '2026-05',
    in: nothing,
    out: wireOf(cny(out)),
    count: 1,
    by_kind: [],
    by_day: [],
    previous,
  };
}

test.each([
  ['a little less', 412_00n, 468_00n, { kind: 'less', percent: '12' }],
  ['half a percent rounds up', 1005_00n, 1000_00n, { kind: 'more', percent: '1' }],
  ['more than double', 300_00n, 100_00n, { kind: 'more', percent: '200' }],
  ['as much', 5n, 5n, { kind: 'same' }],
  ['the first month', 5n, 0n, { kind: 'first' }],
  ['a quiet month', 0n, 5n, { kind: 'none' }],
  ['two quiet months', 0n, 0n, undefined],
] as const)('%s', (_, now, before, insight) => {
  expect(insightOf(month(now, before))).toEqual(insight);
});

test('every day of a month has its place in the picture', () => {
  const day = { date: '2026-05-02', in: wireOf(cny(3n)), out: wireOf(cny(4n)) };
  const days = daysOf({ month: '2026-05', by_day: [day] }, 3);
  expect(days.map(({ date, out }) => [date, out.minor])).toEqual([
    ['2026-05-01', '0'],
    ['2026-05-02', '4'],
    ['2026-05-03', '0'],
  ]);
});

test.each([
  ['2026-02', 28],
  ['2028-02', 29],
  ['2100-02', 28],
  ['2026-04', 30],
  ['2026-12', 31],
])('%s has %i days', (text, days) => {
  expect(daysInMonth(text)).toBe(days);
});
