// Judges the submissions of a batch one after the other on one book, and gathers what has to be
// written down for all of them.

import { strict as assert } from 'node:assert';
import { applyTransfers, isOfTheMoment } from './apply.ts';
import type { Book } from './book.ts';
import type { NewTransfer, Transfer, TransferStatus } from './transfer.ts';

/** A transfer that was refused for a reason of the moment. */
export type Failed = { readonly id: string; readonly status: TransferStatus };

export type Verdict = {
  /** For each submission a status for each of its transfers. */
  readonly statuses: readonly TransferStatus[][];
  readonly created: readonly Transfer[];
  readonly failed: readonly Failed[];
};

/**
 * Judges submissions in order from a moment in nanoseconds on. Each is judged by itself, so that a
 * chain left open at its end cannot take in the next caller's transfers.
 */
export function judgeBatch(
  book: Book,
  submissions: readonly (readonly NewTransfer[])[],
  timestamp: bigint,
): Verdict {
  const created: Transfer[] = [];
  const failed: Failed[] = [];
  let moment = timestamp;
  const statuses = submissions.map((asked) => {
    const judged = applyTransfers(book, asked, moment);
    moment += BigInt(asked.length);
    for (const [index, status] of judged.entries()) {
      const id = asked[index]?.id ?? '';
      if (status === 'created') created.push(madeIn(book, id));
      else if (isOfTheMoment(status)) failed.push({ id, status });
    }
    return judged;
  });
  return { statuses, created, failed };
}

function madeIn(book: Book, id: string): Transfer {
  const transfer = book.transfer(id);
  assert(transfer !== undefined);
  return transfer;
}
