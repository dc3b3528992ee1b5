// Moments and days as people read them, in the bank's time zone, in their language.

import { parseInstant } from '@sycee/kit';

import type { Language } from './preferences.ts';
import { localeOf } from './ui/amounts.ts';

const BANK_ZONE = 'Asia/Shanghai';

const SHAPES = {
  /** 31 Jan 2026, 16:05 */
  moment: { dateStyle: 'medium', timeStyle: 'short' },
  /** 31 Jan 2026, 16:05:09 */
  exact: { dateStyle: 'medium', timeStyle: 'medium' },
  /** 31 Jan, 16:05 */
  short: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false },
  /** 16:05 */
  time: { hour: '2-digit', minute: '2-digit', hour12: false },
  /** 31 January 2026 */
  day: { dateStyle: 'long' },
  /** 31 Jan */
  dayOfMonth: { day: 'numeric', month: 'short' },
  /** January 2026 */
  month: { year: 'numeric', month: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** An instant of the API as text. */
export function momentText(
  at: string,
  language: Language,
  shape: 'moment' | 'exact' | 'short' | 'time' = 'moment',
): string {
  return write(parseInstant(at), language, SHAPES[shape], BANK_ZONE);
}

/** A day, `2026-01-31`, as text. */
export function dayText(
  date: string,
  language: Language,
  shape: 'day' | 'dayOfMonth' = 'day',
): string {
  return write(parseInstant(`${date}T00:00:00Z`), language, SHAPES[shape], 'UTC');
}

/** A month, `2026-01`, as text. */
export function monthText(month: string, language: Language): string {
  return write(parseInstant(`${month}-01T00:00:00Z`), language, SHAPES.month, 'UTC');
}

/** The month an instant belongs to at the bank, `2026-01`. */
export function monthOf(at: string): string {
  return bankDayOf(at).slice(0, 7);
}

/** The day an instant belongs to at the bank, `2026-01-31`. */
export function bankDayOf(at: string): string {
  // Swedish dates are ISO dates.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: BANK_ZONE }).format(parseInstant(at));
}

/** The month that lies some months away from another. */
export function monthsFrom(month: string, count: number): string {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  const index = year * 12 + (number - 1) + count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

function write(
  at: number,
  language: Language,
  shape: Intl.DateTimeFormatOptions,
  timeZone: string,
): string {
  return new Intl.DateTimeFormat(localeOf(language), { ...shape, timeZone }).format(at);
}
