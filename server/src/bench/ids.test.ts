// Ids follow from numbers, here and in the SQL that opens millions of accounts at once.

import { expect, test } from 'vitest';
import { idOf, risingIds } from './ids.ts';

test.each([
  [0, '00000000-0000-7000-8000-0123456789ab'],
  [65_537, '00000001-0001-7000-8000-0123456789ab'],
  [2 ** 40 + 255, '01000000-00ff-7000-8000-0123456789ab'],
  [2 ** 48 - 1, 'ffffffff-ffff-7000-8000-0123456789ab'],
])('number %s has the id %s', (number, id) => {
  expect(idOf(number, '0123456789ab')).toBe(id);
});

test('rising ids sort in the order they were made', () => {
  const next = risingIds();
  const ids = Array.from({ length: 70_000 }, next);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
