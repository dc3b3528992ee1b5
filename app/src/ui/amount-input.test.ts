// What may be typed as an amount, by pad and by keyboard.

import { describe, expect, test } from 'vitest';

import { acceptTyped, groupTyped, pressKey, typedMoney } from './amount-input.ts';

const typeKeys = (...keys: string[]): string => keys.reduce(pressKey, '');

describe('typing an amount key by key', () => {
  test.each([
    [['1', '2', '.', '5'], '12.5'],
    [['.', '5'], '0.5'],
    [['0', '0', '7'], '7'],
    [['0', '.', '0', '1'], '0.01'],
    [['1', '.', '2', '3', '4'], '1.23'],
    [['1', '.', '.', '2'], '1.2'],
    [['1', '2', 'erase'], '1'],
    [['erase'], ''],
    [[...'1234567890'], '123456789'],
  ])('%j shows %s', (keys, shown) => {
    expect(typeKeys(...keys)).toBe(shown);
  });
});

test.each([
  ['', '1,234.50', '1234.50'],
  ['5', '5x', '5'],
  ['', '12。5', '12.5'],
  ['1', '-1', '1'],
  ['', '0123', ''],
  ['', '1e5', ''],
])('a keyboard that turns %j into %j leaves %j', (before, after, left) => {
  expect(acceptTyped(before, after)).toBe(left);
});

test.each([
  ['', undefined],
  ['0', undefined],
  ['0.00', undefined],
  ['0.01', 1n],
  ['12.', 1200n],
  ['1234.5', 123450n],
])('%j is %s fen', (typed, units) => {
  expect(typedMoney(typed)?.minor).toBe(units);
});

test.each([
  ['', '0'],
  ['1234', '1,234'],
  ['1234.', '1,234.'],
  ['1234.50', '1,234.50'],
  ['0.0', '0.0'],
])('%j is shown as %s', (typed, shown) => {
  expect(groupTyped(typed, 'zh')).toBe(shown);
});
