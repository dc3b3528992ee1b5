// Figures as people read them.

import { expect, test } from 'vitest';
import { counted, median, number, tableOf } from './table.ts';

test.each([
  [38_912.4, 0, '38 912'],
  [1_234_567, 0, '1 234 567'],
  [999.96, 1, '1 000.0'],
  [0.517, 2, '0.52'],
  [Number.NaN, 0, '-'],
  [null, 0, '-'],
  [undefined, 1, '-'],
])('%s with %s digits reads %s', (value, digits, text) => {
  expect(number(value, digits)).toBe(text);
});

test('numbers stand flush right under their heads, texts flush left', () => {
  const rows = [
    ['sql', counted(40_000)],
    ['naive', counted(2_000)],
  ];
  expect(tableOf(['design', 'made/s'], rows)).toBe(
    'design  made/s\nsql     40 000\nnaive    2 000',
  );
});

test('the median is the middle value, the higher of two', () => {
  expect([median([3, 1, 2]), median([1, 2]), median([])]).toEqual([2, 2, Number.NaN]);
});
