// The engine for any number of server processes: group commit. Each batch locks its accounts in the
// database, is judged here, and is recorded by one call in one transaction.

import { batchQueue, type Database, type Outcome } from '#platform';
import { confidence } from './confidence.ts';
import { completeTransfer } from './complete.ts';
import type { Engine, Submission } from './engine.ts';
import { liesInOne } from './lies-in-one.ts';
import { refuseLedger } from './refusals.ts';
import type { TransferStatus } from './transfer.ts';
import { writeBatch } from './write-batch.ts';

export type SqlEngineOptions = {
  /** Transfers in one batch; a heavier batch is faster for all and slower for each. */
  readonly batchMax?: number;
  /** Transfers that may wait; the next are refused. */
  readonly waitingMax?: number;
  /** Batches under way at once: while one is in the database, the next is prepared. */
  readonly writers?: number;
  /** How long to look for the outcome of a commit that was cut off. */
  readonly patienceMs?: number;
};

const SUBMISSION_MAX = 8_000;
/** An event locks its key until the commit, and a database has room for some thousands of locks. */
const EVENT_WEIGHT = 8;

/** Opens the engine on a database; close it before the database. */
export function sqlEngine(database: Database, options: SqlEngineOptions = {}): Engine {
  const { batchMax = 4_000, waitingMax = 40_000, writers = 2, patienceMs = 30_000 } = options;
  const shortWay = confidence();
  const queue = batchQueue<Submission, TransferStatus[]>({
    work: (batch) => workOff(batch, (part) => writeBatch(database, part, patienceMs, shortWay)),
    weightOf: ({ transfers, events }) =>
      Math.max(1, transfers.length) + EVENT_WEIGHT * (events?.length ?? 0),
    batchMax,
    waitingMax,
    writers,
    overloaded: () => refuseLedger('ledger.overloaded'),
  });
  return {
    submit: async (submission) => {
      requireSound(submission);
      return queue.put(submission);
    },
    ready: async () => undefined,
    duty: () => 'on_duty',
    figures: () => ({}),
    close: queue.close,
  };
}

/** Stops what no rule can judge before it meets the submissions of others. */
function requireSound({ transfers }: Submission): void {
  if (transfers.length > SUBMISSION_MAX) {
    throw new RangeError(
      `ledger: ${transfers.length} transfers at once, ${SUBMISSION_MAX} at most`,
    );
  }
  for (const asked of transfers) completeTransfer(asked, 0n);
}

/** Writes a batch; where one of its submissions is at fault, only that one fails. */
async function workOff(
  batch: readonly Submission[],
  write: (part: readonly Submission[]) => Promise<readonly TransferStatus[][]>,
): Promise<Outcome<TransferStatus[]>[]> {
  try {
    const statuses = await write(batch);
    return statuses.map((answer) => ({ answer }));
  } catch (error) {
    if (batch.length === 1 || !liesInOne(error)) return batch.map(() => ({ error }));
    const middle = Math.ceil(batch.length / 2);
    return [
      ...(await workOff(batch.slice(0, middle), write)),
      ...(await workOff(batch.slice(middle), write)),
    ];
  }
}
