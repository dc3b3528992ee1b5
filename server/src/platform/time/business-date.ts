// The day the bank is on: it follows the bank's wall clock, and changes only when the end-of-day
// run has finished with the day before.

import { businessDateAt, type BusinessDate } from '@sycee/kit';
import type { Tx } from '../database/transaction.ts';

/** The bank keeps China Standard Time, which has no summer time. */
export const BANK_UTC_OFFSET_MINUTES = 480;

/** The bank's business date. */
export async function businessDate(tx: Tx): Promise<BusinessDate> {
  const rows = await tx.query<{ date: BusinessDate }>('select date from platform.business_day');
  return rows[0]?.date ?? businessDateAt(tx.now, BANK_UTC_OFFSET_MINUTES);
}
