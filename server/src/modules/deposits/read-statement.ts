// A statement is the ledger's own entries of an account, each with the words that were kept beside
// it. Opening, totals and closing come from the ledger's running sums, not from adding up a page.

import { balanceAt, entriesOf, turnoverOf, type Entry } from '#ledger';
import type { Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { DemandAccount, Movement, Period } from './account.ts';
import { momentsOf } from './period.ts';
import { refuse } from './refusals.ts';
import { selectMovements } from './store-movements.ts';

export type StatementLine = {
  readonly transferId: string;
  readonly timestamp: bigint;
  readonly at: Instant;
  readonly direction: 'in' | 'out';
  readonly amountMinor: bigint;
  readonly balanceAfterMinor: bigint;
  /** Undefined when nobody said what the transfer means. */
  readonly movement: Movement | undefined;
};

export type StatementTotals = {
  readonly openingMinor: bigint;
  readonly totalInMinor: bigint;
  readonly totalOutMinor: bigint;
  readonly closingMinor: bigint;
};

export type StatementPage = StatementTotals & {
  readonly period: Period;
  /** Newest first. */
  readonly lines: readonly StatementLine[];
  /** Goes on below this timestamp; undefined on the last page. */
  readonly next: bigint | undefined;
};

/** One page of an account's statement, newest first, with the sums of the whole period. */
export async function readStatement(
  tx: Tx,
  account: DemandAccount,
  asked: { period: Period; before?: bigint | undefined; limit: number },
): Promise<StatementPage> {
  const moments = momentsOf(asked.period);
  const range = { ...moments, ...(asked.before !== undefined && { before: asked.before }) };
  const entries = await entriesOf(tx, account.ledgerAccountId, {
    ...range,
    limit: asked.limit + 1,
  });
  const shown = entries.slice(0, asked.limit);
  return {
    period: asked.period,
    ...(await readTotals(tx, account, asked.period)),
    lines: await withWords(tx, account, shown),
    next: entries.length > asked.limit ? shown.at(-1)?.timestamp : undefined,
  };
}

const HISTORY_PAGE = 1_000;

/** Every movement an account ever had, newest first. */
export async function readHistory(tx: Tx, account: DemandAccount): Promise<StatementLine[]> {
  const lines: StatementLine[] = [];
  for (let before: bigint | undefined; ; before = lines.at(-1)?.timestamp) {
    const range = { limit: HISTORY_PAGE, ...(before !== undefined && { before }) };
    const entries = await entriesOf(tx, account.ledgerAccountId, range);
    lines.push(...(await withWords(tx, account, entries)));
    if (entries.length < HISTORY_PAGE) return lines;
  }
}

const FILE_LINES_MAX = 10_000;

/** A whole statement for a file, oldest first. Refuses `statement_too_large`. */
export async function readWholeStatement(
  tx: Tx,
  account: DemandAccount,
  period: Period,
): Promise<Omit<StatementPage, 'next'>> {
  const entries = await entriesOf(tx, account.ledgerAccountId, {
    ...momentsOf(period),
    limit: FILE_LINES_MAX + 1,
  });
  if (entries.length > FILE_LINES_MAX) {
    throw refuse('deposits.statement_too_large', { movements: FILE_LINES_MAX });
  }
  const lines = await withWords(tx, account, entries.toReversed());
  return { period, ...(await readTotals(tx, account, period)), lines };
}

async function readTotals(
  tx: Tx,
  account: DemandAccount,
  period: Period,
): Promise<StatementTotals> {
  const { from, to } = momentsOf(period);
  const openingMinor = await balanceAt(tx, account.ledgerAccountId, from);
  const turnover = await turnoverOf(tx, account.ledgerAccountId, { from, to });
  return {
    openingMinor,
    totalInMinor: turnover.creditsMinor,
    totalOutMinor: turnover.debitsMinor,
    closingMinor: openingMinor + turnover.creditsMinor - turnover.debitsMinor,
  };
}

async function withWords(
  tx: Tx,
  account: DemandAccount,
  entries: readonly Entry[],
): Promise<StatementLine[]> {
  const ids = entries.map((entry) => entry.transferId);
  const movements = await selectMovements(tx, account.ledgerAccountId, ids);
  return entries.map((entry) => ({
    transferId: entry.transferId,
    timestamp: entry.timestamp,
    at: entry.at,
    direction: entry.side === 'credit' ? 'in' : 'out',
    amountMinor: entry.amountMinor,
    balanceAfterMinor: entry.balanceAfterMinor,
    movement: movements.get(entry.transferId),
  }));
}
