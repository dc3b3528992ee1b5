// SQL of the terms: the figures of the products as they hold on a business date.

import assert from 'node:assert/strict';
import { type BusinessDate, minor, type Minor, rate } from '@sycee/kit';
import type { Tx } from '#platform';
import type { OrderKind } from './order-states.ts';
import type { WithdrawalFeeTerms } from './withdrawal-fee.ts';

export type OrderLimits = { readonly amountMinMinor: Minor; readonly amountMaxMinor: Minor };

export type ServiceTerms = {
  readonly acceptanceSeconds: number;
  readonly closeAfterSeconds: number;
  readonly cardCodeSeconds: number;
  readonly cardChecksADay: number;
};

/** The smallest and largest amount of one order of a kind. */
export async function orderLimitsOn(
  tx: Tx,
  kind: OrderKind,
  date: BusinessDate,
): Promise<OrderLimits> {
  const [row] = await tx.query<{ amount_min_minor: bigint; amount_max_minor: bigint }>(
    `select amount_min_minor, amount_max_minor from payments.order_limits
     where kind = $1 and effective_from <= $2 order by effective_from desc limit 1`,
    [kind, date],
  );
  assert(row, `no limits of ${kind} on ${date}`);
  return {
    amountMinMinor: minor(row.amount_min_minor),
    amountMaxMinor: minor(row.amount_max_minor),
  };
}

/** The fee rule of withdrawals. */
export async function withdrawalFeeTermsOn(
  tx: Tx,
  date: BusinessDate,
): Promise<WithdrawalFeeTerms> {
  const [row] = await tx.query<{
    free_lifetime_minor: bigint;
    rate_ppb: bigint;
    fee_min_minor: bigint;
  }>(
    `select free_lifetime_minor, rate_ppb, fee_min_minor from payments.withdrawal_fees
     where effective_from <= $1 order by effective_from desc limit 1`,
    [date],
  );
  assert(row, `no withdrawal fee on ${date}`);
  return {
    freeLifetimeMinor: minor(row.free_lifetime_minor),
    rate: rate(row.rate_ppb),
    feeMinMinor: minor(row.fee_min_minor),
  };
}

/** How long things wait, and how often they may be tried. */
export async function serviceTermsOn(tx: Tx, date: BusinessDate): Promise<ServiceTerms> {
  const [row] = await tx.query<ServiceTerms>(
    `select acceptance_seconds as "acceptanceSeconds", close_after_seconds as "closeAfterSeconds",
       card_code_seconds as "cardCodeSeconds", card_checks_a_day as "cardChecksADay"
     from payments.service_terms
     where effective_from <= $1 order by effective_from desc limit 1`,
    [date],
  );
  assert(row, `no service terms on ${date}`);
  return row;
}
