// Calendar months in the bank's time zone, as half-open ranges of instants.

import { addDays, type BusinessDate, type Instant, parseBusinessDate, startOf } from '@sycee/kit';
import { refuse } from './refusals.ts';

/** A month as `2026-01`. */
export type Month = string;

export type MonthRange = { readonly from: Instant; readonly to: Instant };

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** A day of the calendar between the years 1970 and 9998. Refuses period_invalid. */
export function readDay(text: string): BusinessDate {
  try {
    const day = parseBusinessDate(text);
    if (day >= '1970-01-02' && day <= '9998-12-31') return day;
  } catch {
    // Falls through to the same refusal: a day the calendar does not have.
  }
  throw refuse('payments.period_invalid');
}

/** A month that the calendar has. Refuses period_invalid. */
export function readMonth(text: string): Month {
  if (!MONTH.test(text)) throw refuse('payments.period_invalid');
  readDay(`${text}-02`);
  return text;
}

/** The month before one: `2026-01` gives `2025-12`. */
export function monthBefore(month: Month): Month {
  return addDays(firstDayOf(month), -1).slice(0, 7);
}

/** From the first moment of the month to the first moment of the next one, which is outside. */
export function rangeOfMonth(month: Month, utcOffsetMinutes: number): MonthRange {
  const first = firstDayOf(month);
  const next = firstDayOf(addDays(first, 31).slice(0, 7));
  return { from: startOf(first, utcOffsetMinutes), to: startOf(next, utcOffsetMinutes) };
}

function firstDayOf(month: Month): BusinessDate {
  return parseBusinessDate(`${month}-01`);
}
