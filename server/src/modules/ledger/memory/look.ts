// A look into the database: which of some ids stand there, and the accounts that are not loaded
// yet. What it tells of an id is the truth if the last turn that touched the id had ended when the
// look began, and nothing was forgotten since.

import type { Query } from '#platform';
import type { Account } from '../account.ts';
import type { StandingTransfer } from '../store-lookups.ts';
import type { Books } from './books.ts';
import { addAccount } from './slots.ts';
import { accountsFor, neighboursOf, standingUnder } from './store.ts';

export type Wanted = {
  /** Ids of transfers: those asked for, and pending ones to be resolved. */
  readonly ids: readonly string[];
  /** Accounts that have no slot. */
  readonly accountIds: readonly string[];
  /** Pending transfers whose accounts are wanted, too. */
  readonly pendingIds: readonly string[];
};

export type Found = {
  readonly transfers: ReadonlyMap<string, StandingTransfer>;
  readonly failed: ReadonlySet<string>;
  readonly archived: ReadonlySet<string>;
  /** The turns begun before the look, and which of them were open. */
  readonly begun: number;
  readonly open: ReadonlySet<number>;
  readonly timesForgotten: number;
};

/** Whether a look shows what a turn did, if that was committed. */
export function shows({ begun, open }: Found, turn: number): boolean {
  return turn <= begun && !open.has(turn);
}

/** Whether ids may have been forgotten that were touched after a look began. */
export function isStale({ timesForgotten }: Found, { touched }: Books): boolean {
  return timesForgotten !== touched.timesForgotten();
}

/**
 * Looks, by statements that go on the wire together, and hands over the accounts it finds. Moves
 * the range of free ids to where the greatest of the wanted ones lies.
 */
export async function look(
  books: Books,
  query: Query,
  wanted: Wanted,
  load: (account: Account) => void = (account) => addAccount(books.slots, account),
): Promise<Found> {
  const { turns, touched } = books;
  const open = new Set(turns.allOpen().map(({ number }) => number));
  const since = { begun: turns.last(), open, timesForgotten: touched.timesForgotten() };
  const greatest = greatestOf(wanted.ids);
  const [standing, accounts, neighbours] = await Promise.all([
    standingUnder(query, wanted.ids),
    accountsFor(query, wanted.accountIds, wanted.pendingIds),
    greatest === undefined ? undefined : neighboursOf(query, greatest),
  ]);
  for (const account of accounts) {
    load(account);
    // Whatever moves on an account is later than its opening.
    if (account.timestamp > books.lastTimestamp) books.lastTimestamp = account.timestamp;
  }
  const found = { ...standing, ...since };
  if (neighbours !== undefined && !isStale(found, books)) {
    books.free.move(neighbours.below, neighbours.above);
  }
  return found;
}

/** Ids in lower case compare as the database compares them. */
function greatestOf(ids: readonly string[]): string | undefined {
  let greatest: string | undefined;
  for (const id of ids) if (greatest === undefined || id > greatest) greatest = id;
  return greatest;
}
