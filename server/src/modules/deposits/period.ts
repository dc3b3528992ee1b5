// Which days a statement covers. People name whole days of the bank's calendar, both included; the
// ledger is asked for the moments from the start of the first up to the end of the last.

import { addDays, daysBetween, parseBusinessDate, startOf } from '@sycee/kit';
import type { BusinessDate, Instant } from '@sycee/kit';
import { BANK_UTC_OFFSET_MINUTES } from '#platform';
import type { Period } from './account.ts';
import { refuse } from './refusals.ts';

/** The longest period of a statement file: a leap year. */
const FILE_DAYS_MAX = 366;

const DEFAULT_DAYS = 30;

export type AskedPeriod = { readonly from?: string; readonly to?: string };

/**
 * The days asked for: up to today when no last day is named, and 30 days when no first one is.
 * Refuses `period_invalid` for a day that does not exist and for a first day after the last.
 */
export function periodOf(asked: AskedPeriod, today: BusinessDate): Period {
  const to = asked.to === undefined ? today : dayOf(asked.to);
  const from = asked.from === undefined ? addDays(to, 1 - DEFAULT_DAYS) : dayOf(asked.from);
  if (from > to) throw refuse('deposits.period_invalid');
  return { from, to };
}

/** The same for a file. Refuses `period_too_long`, too. */
export function filePeriodOf(asked: AskedPeriod, today: BusinessDate): Period {
  const period = periodOf(asked, today);
  if (daysBetween(period.from, period.to) >= FILE_DAYS_MAX) {
    throw refuse('deposits.period_too_long', { days: FILE_DAYS_MAX });
  }
  return period;
}

/** The moments of a period, the end not included. */
export function momentsOf({ from, to }: Period): { from: Instant; to: Instant } {
  return {
    from: startOf(from, BANK_UTC_OFFSET_MINUTES),
    to: startOf(addDays(to, 1), BANK_UTC_OFFSET_MINUTES),
  };
}

function dayOf(text: string): BusinessDate {
  try {
    const day = parseBusinessDate(text);
    if (day >= '1970-01-01' && day <= '9998-12-31') return day;
  } catch {
    // Falls through to the same refusal: a day the calendar does not have.
  }
  throw refuse('deposits.period_invalid');
}
