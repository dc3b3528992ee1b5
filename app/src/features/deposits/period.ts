// A range of days for a statement, and what the bank would not accept of it.

import { daysBetween, type BusinessDate } from '@sycee/kit';

export type Period = { readonly from: BusinessDate; readonly to: BusinessDate };

const DAYS_MAX = 366;

/** Why a period cannot be asked for; undefined when it can. */
export function periodProblem(
  { from, to }: Period,
  today: BusinessDate,
): 'backwards' | 'future' | 'too_long' | undefined {
  if (from > to) return 'backwards';
  if (to > today) return 'future';
  return daysBetween(from, to) >= DAYS_MAX ? 'too_long' : undefined;
}
