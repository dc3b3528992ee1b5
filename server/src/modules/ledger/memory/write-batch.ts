// Writes a batch in one transaction. Batches are committed in their order: the next one is inserted
// while the last commits, and is ended only when that is done.

import { publishAll, type Query, type Session } from '#platform';
import type { Batch } from './batch.ts';
import { append, appendExpiries, endBatch } from './store.ts';

/**
 * Resolves when the batch is committed; any error leaves its outcome to be found out. `before`
 * tells whether the batch before was committed; undefined when none is under way.
 */
export async function writeBatch(
  session: Session,
  epoch: bigint,
  batch: Batch,
  before: Promise<boolean> | undefined,
): Promise<void> {
  const { number, first, columns, failed, events, expired } = batch;
  if (expired.length > 0) {
    await requireCommitted(before);
    return appendExpiries(session.query, epoch, number, first, expired);
  }
  const appended = { first, columns: columns.toColumns(failed) };
  const insert = (query: Query): Promise<void> =>
    append(query, epoch, { ...appended, batch: null });
  if (events.length > 0) {
    return session.transact(async (tx) => {
      await Promise.all([insert(tx.query), publishAll(tx, events)]);
      await requireCommitted(before);
      await endBatch(tx.query, epoch, number, first);
    });
  }
  // Alone it is one statement, which commits by itself.
  if (before === undefined) return append(session.query, epoch, { ...appended, batch: number });
  const inserted = Promise.all([session.query('begin'), insert(session.query)]);
  // It is waited for below, and may fail before.
  inserted.catch(() => undefined);
  await requireCommitted(before);
  await Promise.all([
    inserted,
    endBatch(session.query, epoch, number, first),
    session.query('commit'),
  ]);
}

async function requireCommitted(before: Promise<boolean> | undefined): Promise<void> {
  if (before !== undefined && !(await before)) {
    throw new Error('ledger: the batch before was not committed');
  }
}
