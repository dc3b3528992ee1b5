// The laws of splitting: nothing lost, nothing made, nobody a whole unit away from the exact share.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { allocate } from './allocate.ts';
import { minor, MINOR_MAX } from './minor.ts';

const totals = fc.bigInt(0n, MINOR_MAX).map(minor);
const weights = fc
  .array(fc.oneof(fc.bigInt(0n, 3n), fc.bigInt(0n, 10n ** 18n)), { minLength: 1, maxLength: 30 })
  .filter((list) => list.some((weight) => weight > 0n));
const sum = (list: readonly bigint[]): bigint => list.reduce((all, one) => all + one, 0n);

describe('allocate', () => {
  test('the parts sum to the total', () => {
    fc.assert(
      fc.property(totals, weights, (total, shares) => {
        expect(sum(allocate(total, shares))).toBe(total);
      }),
    );
  });

  test('no part is a whole unit away from its exact share', () => {
    fc.assert(
      fc.property(totals, weights, (total, shares) => {
        const whole = sum(shares);
        for (const [index, part] of allocate(total, shares).entries()) {
          const error = part * whole - total * (shares[index] ?? 0n);
          expect(error < whole && error > -whole).toBe(true);
        }
      }),
    );
  });

  test('a larger weight never gets less', () => {
    fc.assert(
      fc.property(totals, weights, (total, shares) => {
        const parts = allocate(total, shares);
        for (const [a, part] of parts.entries()) {
          for (const [b, other] of parts.entries()) {
            if ((shares[a] ?? 0n) > (shares[b] ?? 0n)) expect(part >= other).toBe(true);
          }
        }
      }),
    );
  });

  test('no weight, no part', () => {
    fc.assert(
      fc.property(totals, weights, (total, shares) => {
        const parts = allocate(total, [...shares, 0n]);
        expect(parts.at(-1)).toBe(0n);
      }),
    );
  });

  test.each([
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [1n, [1n, 1n], [1n, 0n]],
    [5n, [0n, 1n], [0n, 5n]],
    [10n, [1n, 2n, 3n], [2n, 3n, 5n]],
    [0n, [1n, 2n], [0n, 0n]],
  ])('%s by %s gives %s', (total, shares, parts) => {
    expect(allocate(minor(total), shares)).toEqual(parts);
  });

  test.each([
    ['nobody to give to', 1n, []],
    ['no weight at all', 1n, [0n, 0n]],
    ['a negative weight', 1n, [2n, -1n]],
    ['a negative total', -1n, [1n]],
  ])('refuses %s', (_, total, shares) => {
    expect(() => allocate(minor(total), shares)).toThrow(RangeError);
  });
});
