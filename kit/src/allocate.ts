// Splitting an amount without losing or making a unit: largest remainder, first come first served
// among equal remainders.

import { minor, type Minor } from './minor.ts';

/**
 * Splits a non-negative total in proportion to the weights; the parts always sum to the total, and
 * no part is a whole unit away from its exact share. Weights are non-negative, their sum positive.
 */
export function allocate(total: Minor, weights: readonly bigint[]): Minor[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total < 0n || whole <= 0n || weights.some((weight) => weight < 0n)) {
    throw new RangeError('allocate: needs a non-negative total and weights with a positive sum');
  }
  const parts = weights.map((weight) => (total * weight) / whole);
  const left = total - parts.reduce((sum, part) => sum + part, 0n);
  for (const index of byRemainder(total, weights, whole).slice(0, Number(left))) {
    parts[index] = (parts[index] ?? 0n) + 1n;
  }
  return parts.map(minor);
}

function byRemainder(total: Minor, weights: readonly bigint[], whole: bigint): number[] {
  const remainders = weights.map((weight) => (total * weight) % whole);
  const compare = (a: number, b: number): number => {
    const [left, right] = [remainders[a] ?? 0n, remainders[b] ?? 0n];
    return left === right ? a - b : left > right ? -1 : 1;
  };
  return weights.map((_, index) => index).toSorted(compare);
}
