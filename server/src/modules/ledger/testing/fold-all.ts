// Folds all that is committed, whatever else runs in the same PostgreSQL meanwhile.

import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#platform';
import { foldBehindMark } from '../store-fold.ts';

const LOOK_AGAIN_MS = 5;

/** Folds until every transfer that stands has its lines, at most so many a time. */
export async function foldAll(database: Database, atMost = 50_000): Promise<void> {
  const sql = 'select max(timestamp) as timestamp from ledger.transfers';
  const [last] = await database.read((tx) => tx.query<{ timestamp: bigint | null }>(sql));
  for (;;) {
    const { until } = await database.transact((tx) => foldBehindMark(tx, atMost));
    if (until >= (last?.timestamp ?? 0n)) return;
    await pause(LOOK_AGAIN_MS);
  }
}
