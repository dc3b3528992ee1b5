// A batch: what is judged in one turn and committed in one transaction. It remembers what it
// changed until it is known to be committed, because a posting may not rely on it before.

import type { NewEvent } from '#platform';
import type { Failed } from '../judge-batch.ts';
import type { TransferStatus } from '../transfer.ts';
import type { Asked } from './asked.ts';
import { nextTimestamp, type Books } from './books.ts';
import type { Effect } from './effects.ts';
import { transferColumns, type TransferColumns } from './transfer-columns.ts';
import type { Turn } from './turns.ts';

export type Batch = {
  readonly number: number;
  readonly turn: Turn;
  /** The timestamp of its first transfer; the others follow one by one. */
  readonly first: bigint;
  readonly columns: TransferColumns;
  readonly failed: Failed[];
  readonly events: NewEvent[];
  /** Pending transfers whose time is over; they have a batch for themselves. */
  readonly expired: string[];
  /** Who waits for it, and what they will be told. */
  readonly answers: { readonly asked: Asked; readonly statuses: TransferStatus[] }[];
  /** Plain movements by slots: three columns. */
  readonly debits: number[];
  readonly credits: number[];
  readonly amounts: bigint[];
  /** What other transfers did. */
  readonly effects: Effect[];
};

/** An empty batch at a moment; `number` is the one it has if it comes to be written. */
export function openBatch(books: Books, number: number, moment: bigint): Batch {
  const first = nextTimestamp(books, moment);
  return {
    number,
    turn: books.turns.begin(first),
    first,
    columns: transferColumns(),
    failed: [],
    events: [],
    expired: [],
    answers: [],
    debits: [],
    credits: [],
    amounts: [],
    effects: [],
  };
}

/** Whether there is nothing to write: every answer rests on what stands already. */
export function isEmpty({ columns, failed, expired }: Batch): boolean {
  return columns.count() === 0 && failed.length === 0 && expired.length === 0;
}

/** The last timestamp that a batch has given out. */
export function lastOf({ first, columns, expired }: Batch): bigint {
  return first + BigInt(columns.count() + expired.length) - 1n;
}
