// Writes one batch in one transaction of its own: the short way where what stood on the accounts
// covers it, else judged in order under lock. A commit that was cut off is resolved by looking into
// the books under the locks of the batch, never by guessing.

import { setTimeout as pause } from 'node:timers/promises';
import { OutcomeUnknown, publishAll, sqlStateOf, type Database, type Tx } from '#platform';
import type { Book } from './book.ts';
import type { Confidence } from './confidence.ts';
import type { Submission } from './engine.ts';
import { judgeBatch, type Verdict } from './judge-batch.ts';
import { plainBatch, type PlainBatch } from './plain-batch.ts';
import { recordCovered } from './store-covered.ts';
import { lockBook, recordTransfers } from './store.ts';
import { timestampOf } from './timestamps.ts';
import type { TransferStatus } from './transfer.ts';

/** The statuses of what was sent to the books, and what tells that it stands there. */
type Sent = { readonly statuses: readonly TransferStatus[][]; readonly witness: Witness };

/**
 * A batch is all or nothing, so one witness is enough: its first transfer, known by its timestamp
 * from one that somebody else made under the same id; without a transfer, a failed id; without
 * either, there was nothing to commit.
 */
type Witness =
  | { readonly transferId: string; readonly timestamp: bigint | null }
  | { readonly failedId: string }
  | undefined;

type Doubt = { readonly sent: Sent; readonly cause: OutcomeUnknown; readonly by: number };

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
  shortWay: Confidence,
): Promise<readonly TransferStatus[][]> {
  let plain = shortWay.mayTry() ? plainBatch(batch) : undefined;
  let sent: Sent | undefined;
  let unsure: Doubt | undefined;
  for (;;) {
    try {
      return await database.transact(async (tx) => {
        if (plain !== undefined) {
          sent = await recordPlain(tx, batch, plain);
          shortWay.succeeded();
          return sent.statuses;
        }
        const asked = batch.flatMap(({ transfers }) => transfers);
        const book = await lockBook(tx, asked);
        // The locks were free, so the transaction in doubt has ended: in the books, or nowhere.
        if (unsure !== undefined && standsIn(book, unsure.sent)) return unsure.sent.statuses;
        unsure = undefined;
        sent = await judgeAndRecord(tx, book, batch);
        return sent.statuses;
      });
    } catch (error) {
      const short = plain !== undefined;
      plain = undefined;
      if (short && isForJudging(error)) {
        shortWay.failed();
        continue;
      }
      if (error instanceof OutcomeUnknown && sent !== undefined) {
        unsure ??= { sent, cause: error, by: performance.now() + patienceMs };
      }
      if (unsure === undefined) throw error;
      if (performance.now() > unsure.by) throw unsure.cause;
      await pause(LOOK_AGAIN_MS);
    }
  }
}

async function recordPlain(tx: Tx, batch: readonly Submission[], plain: PlainBatch): Promise<Sent> {
  const timestamp = await recordCovered(tx, plain);
  await publishAll(
    tx,
    batch.flatMap(({ events }) => events ?? []),
  );
  return {
    statuses: batch.map(({ transfers }) => transfers.map((): TransferStatus => 'created')),
    witness: { transferId: plain.ids[0] ?? '', timestamp },
  };
}

/** Values and constraints, and the books' own word that the batch is not covered. */
const FOR_JUDGING = new Set(['22', '23', 'SY']);

function isForJudging(error: unknown): boolean {
  return FOR_JUDGING.has(sqlStateOf(error).slice(0, 2));
}

async function judgeAndRecord(tx: Tx, book: Book, batch: readonly Submission[]): Promise<Sent> {
  const asked = batch.map(({ transfers }) => transfers);
  const verdict = judgeBatch(book, asked, timestampOf(tx.now));
  const timestamp = await recordTransfers(tx, verdict.created, verdict.failed);
  const events = batch.flatMap((one, index) =>
    verdict.statuses[index]?.every((status) => status === 'created') ? (one.events ?? []) : [],
  );
  await publishAll(tx, events);
  return { statuses: verdict.statuses, witness: witnessOf(verdict, timestamp) };
}

function witnessOf({ created, failed }: Verdict, timestamp: bigint | null): Witness {
  if (created[0] !== undefined) return { transferId: created[0].id, timestamp };
  return failed[0] && { failedId: failed[0].id };
}

/** Whether what was sent was committed. */
function standsIn(book: Book, { witness }: Sent): boolean {
  if (witness === undefined) return true;
  if ('failedId' in witness) return book.hasFailed(witness.failedId);
  return book.transfer(witness.transferId)?.timestamp === witness.timestamp;
}
