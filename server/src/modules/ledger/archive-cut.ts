// Where the archive ends: what lies before is refused, with the first day that can be asked for.
// The books say so themselves, in the snapshot in which somebody would have read too little.

import { addDays, businessDateAt, startOf, type BusinessDate } from '@sycee/kit';
import { BANK_UTC_OFFSET_MINUTES, sqlStateOf, type Tx } from '#platform';
import { refuseLedger } from './refusals.ts';
import { instantOf, timestampOf } from './timestamps.ts';

/** What the books raise for a moment that is not after the cut. */
const ARCHIVED = 'SY002';

/** Runs a reading of the books. Refuses `ledger.archived`, with the first `day` that is not. */
export async function unlessArchived<Row extends object>(
  tx: Tx,
  sql: string,
  values: readonly unknown[],
): Promise<Row[]> {
  try {
    return await tx.query<Row>(sql, values);
  } catch (error) {
    if (sqlStateOf(error) !== ARCHIVED) throw error;
    const { detail = '0' } = error as { readonly detail?: string };
    throw refuseLedger('ledger.archived', { day: firstDayAfter(BigInt(detail)) });
  }
}

/** The first day of the bank's calendar that lies whole after a timestamp. */
function firstDayAfter(until: bigint): BusinessDate {
  const day = businessDateAt(instantOf(until + 1n), BANK_UTC_OFFSET_MINUTES);
  const begins = timestampOf(startOf(day, BANK_UTC_OFFSET_MINUTES));
  return begins > until ? day : addDays(day, 1);
}
