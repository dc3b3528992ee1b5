// What the app can say about a move before the bank is asked. The bank checks again; this only
// spares people a refusal.

import { parseMoney, type Money } from '@sycee/kit';
import type { Account } from '@sycee/sdk';

export type MoveProblem = {
  readonly kind: 'more_than_available' | 'more_than_day' | 'more_than_year' | 'more_than_room';
  /** What would still be possible. */
  readonly figure: Money;
};

/** Checks the balance, then the limits that count between own accounts, then the other's room. */
export function moveProblem(amount: Money, from: Account, to: Account): MoveProblem | undefined {
  const isCounted = from.class === 'III' || from.limited;
  const { outgoing_day: day, outgoing_year: year } = from.limits;
  const bounds = [
    ['more_than_available', from.available],
    ...(isCounted
      ? ([
          ['more_than_day', day.left],
          ['more_than_year', year.left],
        ] as const)
      : []),
    ...(to.limits.balance_left === null
      ? []
      : ([['more_than_room', to.limits.balance_left]] as const)),
  ] as const;
  for (const [kind, bound] of bounds) {
    const figure = parseMoney(bound);
    if (amount.minor > figure.minor) return { kind, figure };
  }
  return undefined;
}
