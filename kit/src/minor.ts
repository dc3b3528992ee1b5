// Amounts in minor units (fen, cents) as branded bigints, so that a plain number can never be money
// and money is never a fraction.

declare const minorBrand: unique symbol;

/** A whole number of minor units of some currency; may be negative in sums and differences. */
export type Minor = bigint & { readonly [minorBrand]: true };

const LARGEST = 2n ** 63n - 1n;

/** The largest amount a transfer may carry: what PostgreSQL's bigint holds. */
export const MINOR_MAX = LARGEST as Minor;

export const ZERO = 0n as Minor;

const MINOR_TEXT = /^(0|-?[1-9]\d{0,18})$/;

/** Takes a whole number as minor units. Raises RangeError beyond the range of a transfer. */
export function minor(units: bigint): Minor {
  if (units > LARGEST || units < -LARGEST) throw new RangeError(`minor: ${units} is too large`);
  return units as Minor;
}

/** Reads the wire form of an amount: decimal digits without sign padding, spaces or fraction. */
export function parseMinor(text: string): Minor {
  if (!MINOR_TEXT.test(text)) throw new RangeError(`minor: '${text}' is not an amount`);
  return minor(BigInt(text));
}

export function add(...terms: Minor[]): Minor {
  return minor(terms.reduce((sum: bigint, term) => sum + term, 0n));
}

export function subtract(from: Minor, term: Minor): Minor {
  return minor(from - term);
}

export function least(first: Minor, second: Minor): Minor {
  return first < second ? first : second;
}

export function greatest(first: Minor, second: Minor): Minor {
  return first > second ? first : second;
}
