// The laws of division: each way of rounding against its definition, on any two integers.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { divide, type Rounding } from './rounding.ts';

const numerators = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const denominators = fc.oneof(fc.bigInt(1n, 12n), fc.bigInt(1n, 10n ** 12n));
const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** What a quotient must be, by the size of what is left over: `n - q * d`. */
const definitions: Record<Rounding, (q: bigint, left: bigint, n: bigint, d: bigint) => boolean> = {
  down: (q, left, n, d) => absolute(q * d) <= absolute(n) && absolute(left) < d,
  up: (q, left, n, d) => absolute(q * d) >= absolute(n) && absolute(left) < d,
  half_up: (q, left, n, d) =>
    absolute(left) * 2n < d || (absolute(left) * 2n === d && absolute(q * d) > absolute(n)),
  half_even: (q, left, _, d) =>
    absolute(left) * 2n < d || (absolute(left) * 2n === d && q % 2n === 0n),
};

describe('divide', () => {
  test.each(Object.keys(definitions) as Rounding[])(
    '%s is what its definition says',
    (rounding) => {
      fc.assert(
        fc.property(numerators, denominators, (n, d) => {
          const quotient = divide(n, d, rounding);
          expect(definitions[rounding](quotient, n - quotient * d, n, d)).toBe(true);
        }),
      );
    },
  );

  test.each(Object.keys(definitions) as Rounding[])('%s treats debts as amounts', (rounding) => {
    fc.assert(
      fc.property(numerators, denominators, (n, d) => {
        expect(divide(-n, d, rounding)).toBe(-divide(n, d, rounding));
      }),
    );
  });

  test.each([
    ['down', 5n, 2n, 2n],
    ['up', 5n, 2n, 3n],
    ['half_up', 5n, 2n, 3n],
    ['half_even', 5n, 2n, 2n],
    ['half_even', 7n, 2n, 4n],
    ['half_up', -5n, 2n, -3n],
    ['up', -1n, 3n, -1n],
    ['down', -1n, 3n, 0n],
    ['up', 0n, 3n, 0n],
  ] as const)('%s of %s by %s is %s', (rounding, numerator, denominator, quotient) => {
    expect(divide(numerator, denominator, rounding)).toBe(quotient);
  });

  test.each([0n, -1n])('refuses to divide by %s', (denominator) => {
    expect(() => divide(1n, denominator, 'down')).toThrow(RangeError);
  });
});
