// Writes one batch in one transaction of its own. A commit that was cut off is resolved by looking
// into the books under the locks of the batch, never by guessing.

import { setTimeout as pause } from 'node:timers/promises';
import { OutcomeUnknown, publishAll, type Database, type Tx } from '#platform';
import type { Book } from './book.ts';
import type { Submission } from './engine.ts';
import { judgeBatch, type Verdict } from './judge-batch.ts';
import { lockBook, recordTransfers } from './store.ts';
import { timestampOf } from './timestamps.ts';
import type { TransferStatus } from './transfer.ts';

/** A verdict that was sent to the books, and by which timestamp its first transfer is known. */
type Sent = Verdict & { readonly firstTimestamp: bigint | null };

const LOOK_AGAIN_MS = 100;

/**
 * Makes the transfers of a batch and answers the statuses of each submission, after the commit.
 * Raises OutcomeUnknown when the database cannot be asked within `patienceMs` what became of a
 * commit; any other error means that nothing of the batch was made.
 */
export async function writeBatch(
  database: Database,
  batch: readonly Submission[],
  patienceMs: number,
): Promise<readonly TransferStatus[][]> {
  let sent: Sent | undefined;
  let unsure:
    | { readonly sent: Sent; readonly cause: OutcomeUnknown; readonly by: number }
    | undefined;
  for (;;) {
    try {
      return await database.transact(async (tx) => {
        const book = await lockBook(
          tx,
          batch.flatMap(({ transfers }) => transfers),
        );
        // The locks were free, so the transaction in doubt has ended: in the books, or nowhere.
        if (unsure !== undefined && standsIn(book, unsure.sent)) return unsure.sent.statuses;
        unsure = undefined;
        sent = await judgeAndRecord(tx, book, batch);
        return sent.statuses;
      });
    } catch (error) {
      if (error instanceof OutcomeUnknown && sent !== undefined) {
        unsure ??= { sent, cause: error, by: performance.now() + patienceMs };
      }
      if (unsure === undefined) throw error;
      if (performance.now() > unsure.by) throw unsure.cause;
      await pause(LOOK_AGAIN_MS);
    }
  }
}

async function judgeAndRecord(tx: Tx, book: Book, batch: readonly Submission[]): Promise<Sent> {
  const asked = batch.map(({ transfers }) => transfers);
  const verdict = judgeBatch(book, asked, timestampOf(tx.now));
  const firstTimestamp = await recordTransfers(tx, verdict.created, verdict.failed);
  const events = batch.flatMap((one, index) =>
    verdict.statuses[index]?.every((status) => status === 'created') ? (one.events ?? []) : [],
  );
  await publishAll(tx, events);
  return { ...verdict, firstTimestamp };
}

/**
 * Whether a verdict was committed. A batch is all or nothing, so one witness is enough: its first
 * transfer, known by its timestamp from one that somebody else made under the same id; without a
 * transfer, a failed id; without either, there was nothing to commit.
 */
function standsIn(book: Book, { created, failed, firstTimestamp }: Sent): boolean {
  const [transfer] = created;
  if (transfer !== undefined) return book.transfer(transfer.id)?.timestamp === firstTimestamp;
  const [no] = failed;
  return no === undefined || book.hasFailed(no.id);
}
