// Batches that need no judging: the database itself sees whether the accounts can bear them.

import { strict as assert } from 'node:assert';
import type { Tx } from '#platform';
import { plainArray } from './plain-array.ts';
import type { PlainBatch } from './plain-batch.ts';
import { timestampOf } from './timestamps.ts';

/**
 * Writes a batch of plain movements that the accounts can bear in any order, and answers its first
 * timestamp. Raises an error of the database, SQLSTATE SY001 or that of a constraint, when the
 * batch is not such a one; the transaction is then lost.
 */
export async function recordCovered(tx: Tx, batch: PlainBatch): Promise<bigint> {
  const [row] = await tx.query<{ first: bigint }>(
    `select ledger.record_covered($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) as first`,
    [
      timestampOf(tx.now),
      plainArray(batch.accountIds),
      plainArray(batch.ids),
      plainArray(batch.debitPlaces),
      plainArray(batch.creditPlaces),
      plainArray(batch.amountsMinor),
      plainArray(batch.ledgers),
      plainArray(batch.codes),
      batch.userData128 && plainArray(batch.userData128),
      batch.userData64 && plainArray(batch.userData64),
      batch.userData32 && plainArray(batch.userData32),
      batch.linked && plainArray(batch.linked),
    ],
  );
  assert(row !== undefined);
  return row.first;
}
