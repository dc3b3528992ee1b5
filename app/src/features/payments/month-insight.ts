// One sentence about a month, with the arithmetic that leads to it: whole percents, rounded half
// up.

import { divide, parseMoney } from '@sycee/kit';
import type { Month } from '@sycee/sdk';

export type Insight =
  | { readonly kind: 'less' | 'more'; readonly percent: string }
  | { readonly kind: 'same' | 'first' | 'none' };

/** Compares what went out with the month before; undefined when nothing went out in either. */
export function insightOf({ out, previous }: Month): Insight | undefined {
  const now = parseMoney(out).minor;
  const before = parseMoney(previous.out).minor;
  if (now === 0n && before === 0n) return undefined;
  if (before === 0n) return { kind: 'first' };
  if (now === 0n) return { kind: 'none' };
  if (now === before) return { kind: 'same' };
  const difference = now > before ? now - before : before - now;
  const percent = divide(difference * 100n, before, 'half_up');
  return { kind: now > before ? 'more' : 'less', percent: percent.toString() };
}

/** The days of a month up to a last day, each with its sums; days without money are zero. */
export function daysOf(
  { month, by_day: sums }: Pick<Month, 'month' | 'by_day'>,
  lastDay: number,
): Month['by_day'] {
  const nothing = { minor: '0', currency: 'CNY' } as const;
  const known = new Map(sums.map((day) => [day.date, day]));
  return Array.from({ length: lastDay }, (_, index) => {
    const date = `${month}-${String(index + 1).padStart(2, '0')}`;
    return known.get(date) ?? { date, in: nothing, out: nothing };
  });
}

/** How many days a month has, `2026-02`. */
export function daysInMonth(month: string): number {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (number === 2) return leap ? 29 : 28;
  return [4, 6, 9, 11].includes(number) ? 30 : 31;
}
