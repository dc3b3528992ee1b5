// What the app can say about an amount before the bank is asked. The bank checks again; this only
// spares people a refusal.

import { greatest, parseMoney, subtract, ZERO, type Money } from '@sycee/kit';
import type { Account } from '@sycee/sdk';

/** Why a transfer of this amount would be refused, with what the sentence needs. */
export type TransferProblem =
  | { readonly kind: 'more_than_available'; readonly amount: Money }
  | {
      readonly kind: 'more_than_day' | 'more_than_year';
      readonly left: Money;
      readonly limit: Money;
    };

/** Checks balance first, then the limits of the day and of the year. */
export function transferProblem(amount: Money, account: Account): TransferProblem | undefined {
  const available = parseMoney(account.available);
  if (amount.minor > available.minor) return { kind: 'more_than_available', amount: available };
  const { outgoing_day: day, outgoing_year: year } = account.limits;
  for (const [kind, allowance] of [
    ['more_than_day', day],
    ['more_than_year', year],
  ] as const) {
    const left = parseMoney(allowance.left);
    if (amount.minor > left.minor) return { kind, left, limit: parseMoney(allowance.limit) };
  }
  return undefined;
}

/** How much more the account may hold; undefined when its class sets no maximum. */
export function roomOf({ limits, balance }: Account): Money | undefined {
  if (limits.balance_max === null) return undefined;
  const max = parseMoney(limits.balance_max);
  const room = subtract(max.minor, parseMoney(balance).minor);
  return { minor: greatest(ZERO, room), currency: max.currency };
}
