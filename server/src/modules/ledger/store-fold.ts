// The fold: statement lines are written behind the commits that they tell of.

import type { Tx } from '#platform';

/** How far the lines are written, and whether more could be at once. */
export type Folded = {
  /** Everything up to and with this timestamp has its lines. */
  readonly until: bigint;
  readonly transfers: number;
  readonly more: boolean;
};

type FoldedRow = { until: bigint; transfers: bigint; more: boolean };

/**
 * Folds what is behind the mark under engine sql, and makes the next mark; does nothing while
 * somebody else folds, or where engine memory does. Needs a transaction of its own.
 */
export async function foldBehindMark(tx: Tx, atMost: number): Promise<Folded> {
  const rows = await tx.query<FoldedRow>('select * from ledger.fold(at_most => $1)', [atMost]);
  const [row = { until: 0n, transfers: 0n, more: false }] = rows;
  return { until: row.until, transfers: Number(row.transfers), more: row.more };
}
