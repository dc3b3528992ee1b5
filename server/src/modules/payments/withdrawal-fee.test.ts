// The fee rule at its boundaries: CNY 1 000 of a lifetime free, then 0.1 % and at least 0.10.

import { minor, rate } from '@sycee/kit';
import { expect, test } from 'vitest';
import { withdrawalFee } from './withdrawal-fee.ts';

const terms = {
  freeLifetimeMinor: minor(100_000n),
  rate: rate(1_000_000n),
  feeMinMinor: minor(10n),
};

// amount, taken out before, fee, free left before (all in fen)
const rows: [bigint, bigint, bigint, bigint][] = [
  [1n, 0n, 0n, 100_000n],
  [99_999n, 0n, 0n, 100_000n],
  [100_000n, 0n, 0n, 100_000n],
  [100_001n, 0n, 10n, 100_000n],
  [109_999n, 0n, 10n, 100_000n],
  [110_000n, 0n, 10n, 100_000n],
  [110_001n, 0n, 11n, 100_000n],
  [111_000n, 0n, 11n, 100_000n],
  [111_001n, 0n, 12n, 100_000n],
  [1n, 99_999n, 0n, 1n],
  [2n, 99_999n, 10n, 1n],
  [1n, 100_000n, 10n, 0n],
  [10_000n, 100_000n, 10n, 0n],
  [10_001n, 100_000n, 11n, 0n],
  [5_000_000n, 100_000n, 5_000n, 0n],
  [5_000_000n, 0n, 4_900n, 100_000n],
  [50_000n, 100_000_000n, 50n, 0n],
];

test.each(rows)('%s fen after %s fen cost %s fen (%s free)', (amount, before, fee, free) => {
  expect(withdrawalFee(minor(amount), minor(before), terms)).toEqual({
    feeMinor: fee,
    freeLeftMinor: free,
  });
});
