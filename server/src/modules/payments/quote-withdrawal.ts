// What a withdrawal would cost, before the customer decides.

import { add, type Id, type Minor } from '@sycee/kit';
import { businessDate, type Tx } from '#platform';
import { takenOutMinor } from './store-orders.ts';
import { withdrawalFeeTermsOn } from './store-terms.ts';
import { withdrawalFee, type WithdrawalFee } from './withdrawal-fee.ts';

/** The fee of an amount as of now, what is left of the free allowance, and both together. */
export async function quoteWithdrawal(
  tx: Tx,
  partyId: Id<'party'>,
  amountMinor: Minor,
): Promise<WithdrawalFee & { readonly totalMinor: Minor }> {
  const terms = await withdrawalFeeTermsOn(tx, await businessDate(tx));
  const fee = withdrawalFee(amountMinor, await takenOutMinor(tx, partyId), terms);
  return { ...fee, totalMinor: add(amountMinor, fee.feeMinor) };
}
