// Writes a batch in one transaction: alone it is one statement that commits by itself; with events
// they go with it.

import { publishAll, type Session } from '#platform';
import type { Batch } from './batch.ts';
import { append, appendExpiries } from './store.ts';

/** Resolves when the batch is committed; any error leaves its outcome to be found out. */
export async function writeBatch(session: Session, epoch: bigint, batch: Batch): Promise<void> {
  const { number, first, columns, failed, events, expired } = batch;
  if (expired.length > 0) return appendExpiries(session.query, epoch, number, first, expired);
  const appended = { batch: number, first, columns: columns.toColumns(failed) };
  if (events.length === 0) return append(session.query, epoch, appended);
  await session.transact((tx) =>
    Promise.all([append(tx.query, epoch, appended), publishAll(tx, events)]),
  );
}
