// The fee of taking money out to a card of another bank: a lifetime allowance is free, the part
// beyond it costs a rate with a floor. The figures come from the table of terms, never from here.

import { type Minor, minor, portion, type Rate, ZERO } from '@sycee/kit';
import { greatest, least, subtract } from '@sycee/kit';

export type WithdrawalFeeTerms = {
  /** What a customer takes out free of charge in a lifetime. */
  readonly freeLifetimeMinor: Minor;
  readonly rate: Rate;
  readonly feeMinMinor: Minor;
};

export type WithdrawalFee = {
  readonly feeMinor: Minor;
  /** The allowance that is left before this withdrawal. */
  readonly freeLeftMinor: Minor;
};

/**
 * The fee of one withdrawal after `takenOutMinor` of earlier ones: the part above the free
 * allowance times the rate, rounded up, and at least the floor; nothing when all of it is free.
 */
export function withdrawalFee(
  amountMinor: Minor,
  takenOutMinor: Minor,
  terms: WithdrawalFeeTerms,
): WithdrawalFee {
  const freeLeftMinor = greatest(ZERO, subtract(terms.freeLifetimeMinor, takenOutMinor));
  const chargedMinor = subtract(amountMinor, least(amountMinor, freeLeftMinor));
  if (chargedMinor === 0n) return { feeMinor: ZERO, freeLeftMinor };
  const feeMinor = greatest(terms.feeMinMinor, portion(chargedMinor, terms.rate, 'up'));
  return { feeMinor: minor(feeMinor), freeLeftMinor };
}
