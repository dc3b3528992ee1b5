// Interest, fees and shares as integers in parts per billion: 0.02 % a day is 200 000.

import { minor, type Minor } from './minor.ts';
import { divide, type Rounding } from './rounding.ts';

declare const rateBrand: unique symbol;

/** Parts per billion; 1 000 000 000 is the whole. */
export type Rate = bigint & { readonly [rateBrand]: true };

const WHOLE = 1_000_000_000n;

/** Takes parts per billion as a rate. Raises RangeError when negative. */
export function rate(partsPerBillion: bigint): Rate {
  if (partsPerBillion < 0n) throw new RangeError('rate: must not be negative');
  return partsPerBillion as Rate;
}

/** The part of an amount that a rate names, rounded by name: 0.1 % of 12.34 yuan, `up`, is 0.02. */
export function portion(amount: Minor, of: Rate, rounding: Rounding): Minor {
  return minor(divide(amount * of, WHOLE, rounding));
}
