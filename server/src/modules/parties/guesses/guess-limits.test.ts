// How many, and how long.

import { expect, test } from 'vitest';
import { blockSeconds, isTooMany } from './guess-limits.ts';

test.each([
  ['pin', 'network', 19, false],
  ['pin', 'network', 20, true],
  ['pin', 'app', 4, false],
  ['pin', 'app', 5, true],
  ['code', 'network', 59, false],
  ['code', 'network', 60, true],
  ['code', 'app', 9, false],
  ['code', 'app', 10, true],
] as const)('wrong %ss from one %s at %i accounts: %s', (purpose, kind, targets, tooMany) => {
  expect(isTooMany(purpose, kind, targets)).toBe(tooMany);
});

test('waits double, up to a day', () => {
  const minutes = [0, 1, 2, 3, 4, 5, 6, 7, 100].map((before) => blockSeconds(before) / 60);
  expect(minutes).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
});
