// Everything that can be read about some accounts on one snapshot, in the plainest form, so that
// two looks can be compared as they are.

import type { Instant } from '@sycee/kit';
import type { Database, Tx } from '#platform';
import { balanceAt, entriesOf, turnoverOf } from '../store-entries.ts';
import { holdsOf } from '../store-holds.ts';
import { accountsById } from '../store-lookups.ts';
import { trialBalance } from '../store-trial-balance.ts';

/** What stands on one account: sums, statement, holds, and balances of the past. */
export type AccountSeen = {
  readonly sums: readonly [
    debitsPending: bigint,
    debitsPosted: bigint,
    creditsPending: bigint,
    creditsPosted: bigint,
  ];
  readonly closed: boolean;
  /** Newest first: transfer, timestamp, signed amount, balance after it, other account, code. */
  readonly lines: readonly (readonly [string, bigint, bigint, bigint, string, number])[];
  /** Newest first: transfer, signed amount, other account. */
  readonly holds: readonly (readonly [string, bigint, string])[];
  /** Right before each moment that was asked for. */
  readonly balances: readonly bigint[];
  /** What was debited and credited from the first moment up to the last. */
  readonly turnover: readonly [debits: bigint, credits: bigint];
};

export type Seen = {
  readonly accounts: Readonly<Record<string, AccountSeen>>;
  /** The trial balance of the ledger: code, accounts, debits and credits posted, and pending. */
  readonly trial: readonly (readonly [number, number, bigint, bigint, bigint, bigint])[];
};

/** A look between two ticks of a history: at which ledger, and which moments it asked for. */
export type Look = Seen & {
  readonly since: number;
  readonly until: number;
  readonly ledger: number;
  readonly moments: readonly Instant[];
};

/** Small, so that statements have several pages. */
const PAGE = 4;

/**
 * Reads everything about the accounts that stand, and the trial balance of one ledger, as of the
 * moment at which it says that its snapshot is taken.
 */
export function lookAt(
  database: Database,
  accountIds: readonly string[],
  ledger: number,
  moments: readonly Instant[],
  onSnapshot: () => void,
): Promise<Seen> {
  return database.read(async (tx) => {
    const accounts: Record<string, AccountSeen> = {};
    const standing = await accountsById(tx, accountIds);
    onSnapshot();
    for (const one of standing) {
      const [from, to] = [moments[0], moments.at(-1)];
      const turnover = from && to && (await turnoverOf(tx, one.id, { from, to }));
      accounts[one.id] = {
        sums: [
          one.debitsPendingMinor,
          one.debitsPostedMinor,
          one.creditsPendingMinor,
          one.creditsPostedMinor,
        ],
        closed: one.flags.closed,
        lines: await linesOf(tx, one.id),
        holds: await heldOn(tx, one.id),
        balances: await Promise.all(moments.map((at) => balanceAt(tx, one.id, at))),
        turnover: [turnover?.debitsMinor ?? 0n, turnover?.creditsMinor ?? 0n],
      };
    }
    const trial = (await trialBalance(tx)).filter((line) => line.ledger === ledger);
    return {
      accounts,
      trial: trial.map((line) => [
        line.code,
        line.accounts,
        line.debitsPostedMinor,
        line.creditsPostedMinor,
        line.debitsPendingMinor,
        line.creditsPendingMinor,
      ]),
    };
  });
}

/** The whole statement, page by page. */
async function linesOf(tx: Tx, id: string): Promise<AccountSeen['lines']> {
  const lines: AccountSeen['lines'][number][] = [];
  for (let before: bigint | undefined; ;) {
    const range = { limit: PAGE, ...(before !== undefined && { before }) };
    const page = await entriesOf(tx, id, range);
    for (const one of page) {
      const signed = one.side === 'credit' ? one.amountMinor : -one.amountMinor;
      const { transferId, timestamp, balanceAfterMinor, counterAccountId, code } = one;
      lines.push([transferId, timestamp, signed, balanceAfterMinor, counterAccountId, code]);
    }
    if (page.length < PAGE) return lines;
    before = page.at(-1)?.timestamp;
  }
}

async function heldOn(tx: Tx, id: string): Promise<AccountSeen['holds']> {
  return (await holdsOf(tx, id)).map(({ transferId, side, amountMinor, counterAccountId }) => [
    transferId,
    side === 'credit' ? amountMinor : -amountMinor,
    counterAccountId,
  ]);
}
