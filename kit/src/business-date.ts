// The bank's calendar day: what accruals, dues and statements count in. It is a date, never a
// moment; a moment becomes a date only in a named time zone.

import { instant, isoOf, type Instant } from './instant.ts';

declare const dateBrand: unique symbol;

/** A day of the Gregorian calendar as `2026-01-31`. */
export type BusinessDate = string & { readonly [dateBrand]: true };

const DAY_MS = 86_400_000;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Reads the wire form. Raises RangeError for a day the calendar does not have. */
export function parseBusinessDate(text: string): BusinessDate {
  const midnight = ISO_DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  const real = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(text);
  if (!real) throw new RangeError(`business date: '${text}' is not a day of the calendar`);
  return text as BusinessDate;
}

/** The day so many days later, or earlier when negative. Raises RangeError beyond the year 9999. */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  return businessDateAt(instant(startOf(date, 0) + days * DAY_MS), 0);
}

/** Days from the first date to the second; negative when the second is earlier. */
export function daysBetween(first: BusinessDate, second: BusinessDate): number {
  return (startOf(second, 0) - startOf(first, 0)) / DAY_MS;
}

/** The day that a moment belongs to where local time is UTC plus the given minutes. */
export function businessDateAt(at: Instant, utcOffsetMinutes: number): BusinessDate {
  return isoOf(instant(at + utcOffsetMinutes * 60_000)).slice(0, 10) as BusinessDate;
}

/** The moment a day begins where local time is UTC plus the given minutes. */
export function startOf(date: BusinessDate, utcOffsetMinutes: number): Instant {
  return instant(Date.parse(`${date}T00:00:00Z`) - utcOffsetMinutes * 60_000);
}
