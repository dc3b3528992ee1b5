// A range of days for a statement, and what the bank would not accept of it.

import { daysBetween, type BusinessDate } from '@sycee/kit';

export type Period = { readonly from: BusinessDate; readonly to: BusinessDate };

/** The usual ranges, in days up to today. */
export const SPANS = { days_30: 30, days_90: 90, days_365: 365 } as const;

export type Span = keyof typeof SPANS;

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
