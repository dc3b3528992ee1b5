// The smallest and largest amount of one order, as the terms of the day say.

import { type BusinessDate, cny, decimalOf, type Minor } from '@sycee/kit';
import type { Tx } from '#platform';
import type { OrderKind } from './order-states.ts';
import { refuse } from './refusals.ts';
import { type OrderLimits, orderLimitsOn } from './store-terms.ts';

/** Refuses amount_out_of_bounds. */
export async function refuseOutOfBounds(
  tx: Tx,
  kind: OrderKind,
  amountMinor: Minor,
  on: BusinessDate,
): Promise<void> {
  requireWithin(await orderLimitsOn(tx, kind, on), amountMinor);
}

/** Refuses amount_out_of_bounds. */
export function requireWithin(
  { amountMinMinor, amountMaxMinor }: OrderLimits,
  amountMinor: Minor,
): void {
  if (amountMinor >= amountMinMinor && amountMinor <= amountMaxMinor) return;
  throw refuse('payments.amount_out_of_bounds', {
    min: decimalOf(cny(amountMinMinor)),
    max: decimalOf(cny(amountMaxMinor)),
  });
}
