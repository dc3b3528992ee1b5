// Posts transfers inside a use case's transaction, so that module rows, postings and events commit
// together: through the memory of engine memory, or else lock, judge, record.

import type { Tx } from '#platform';
import { judgeBatch } from './judge-batch.ts';
import { memoryOf } from './memory/at-home.ts';
import { lockBook, recordTransfers } from './store.ts';
import { timestampOf } from './timestamps.ts';
import type { NewTransfer, TransferStatus } from './transfer.ts';

/**
 * Makes transfers in order and answers a status each; linked ones are made together or not at all.
 * An expected no is a status, never thrown. Until the transaction ends, what is taken here is gone
 * for everybody else, and what is given here nobody else can use.
 */
export async function post(tx: Tx, asked: readonly NewTransfer[]): Promise<TransferStatus[]> {
  const memory = memoryOf(tx);
  if (memory !== undefined) return memory.post(tx, asked);
  const book = await lockBook(tx, asked);
  const { statuses, created, failed } = judgeBatch(book, [asked], timestampOf(tx.now));
  await recordTransfers(tx, created, failed);
  return statuses.flat();
}

/**
 * Makes all of the transfers or none, as one linked chain: 'created', or the status of the transfer
 * that was at fault. A replay of the same call answers 'exists'.
 */
export async function postAll(tx: Tx, asked: readonly NewTransfer[]): Promise<TransferStatus> {
  const chain = asked.map((one, index) => ({
    ...one,
    flags: { ...one.flags, linked: index < asked.length - 1 },
  }));
  const statuses = await post(tx, chain);
  const atFault = statuses.find(
    (status) => status !== 'created' && status !== 'linked_event_failed',
  );
  return atFault ?? 'created';
}
