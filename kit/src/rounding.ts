// Named rounding for exact integer division. Every quotient of money passes through here, so that
// a reader sees at the call which way the last unit goes.

/** How a quotient that is not whole becomes whole. `half_even` is the banker's rule. */
export type Rounding = 'down' | 'up' | 'half_up' | 'half_even';

/**
 * Divides two integers and rounds the quotient by name; `down` is towards zero, `up` away from it.
 * The denominator must be positive.
 */
export function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  if (denominator <= 0n) throw new RangeError('divide: the denominator must be positive');
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  if (remainder === 0n) return quotient;
  return awayFromZero(quotient, remainder, denominator, rounding)
    ? quotient + (numerator < 0n ? -1n : 1n)
    : quotient;
}

function awayFromZero(
  quotient: bigint,
  remainder: bigint,
  denominator: bigint,
  rounding: Rounding,
): boolean {
  if (rounding === 'down') return false;
  if (rounding === 'up') return true;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  if (twice !== denominator) return twice > denominator;
  return rounding === 'half_up' || quotient % 2n !== 0n;
}
