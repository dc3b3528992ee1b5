// Laws of the withdrawal fee.

import { minor, rate } from '@sycee/kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withdrawalFee } from './withdrawal-fee.ts';

const terms = {
  freeLifetimeMinor: minor(100_000n),
  rate: rate(1_000_000n),
  feeMinMinor: minor(10n),
};
const amounts = fc.bigInt({ min: 1n, max: 10n ** 12n });

function feeOf(amount: bigint, before: bigint): bigint {
  return withdrawalFee(minor(amount), minor(before), terms).feeMinor;
}

test('a fee is never negative, nothing within the allowance, and 0.10 or more beyond it', () => {
  fc.assert(
    fc.property(amounts, amounts, (amount, before) => {
      const fee = feeOf(amount, before);
      expect(fee === 0n).toBe(amount + before <= 100_000n);
      if (fee > 0n) expect(fee).toBeGreaterThanOrEqual(10n);
    }),
  );
});

test('taking out more, or after more, never costs less', () => {
  fc.assert(
    fc.property(amounts, amounts, amounts, (amount, before, more) => {
      expect(feeOf(amount + more, before)).toBeGreaterThanOrEqual(feeOf(amount, before));
      expect(feeOf(amount, before + more)).toBeGreaterThanOrEqual(feeOf(amount, before));
    }),
  );
});

test('splitting a withdrawal never makes it cheaper', () => {
  fc.assert(
    fc.property(amounts, amounts, amounts, (first, second, before) => {
      const apart = feeOf(first, before) + feeOf(second, before + first);
      expect(apart).toBeGreaterThanOrEqual(feeOf(first + second, before));
    }),
  );
});

test('from 100 yuan charged on, the fee is the exact 0.1 %, rounded up by less than a fen', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 10_000n, max: 10n ** 12n }), (charged) => {
      const fee = feeOf(charged, 100_000n);
      expect(fee * 1000n - charged).toBeGreaterThanOrEqual(0n);
      expect(fee * 1000n - charged).toBeLessThan(1000n);
    }),
  );
});
