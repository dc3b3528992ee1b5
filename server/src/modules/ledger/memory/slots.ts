// The accounts that a writer keeps in memory. Each has a slot: an index into typed arrays, found by
// the account's id. What is not certain yet is held there as pending, so whoever judges by these
// sums relies on nothing that may vanish.

import type { Account } from '../account.ts';
import { accountBits, accountFlags } from '../flag-bits.ts';
import { hashOf, readWords, sameWords, wordsOf } from './words.ts';

/** Bits of an account's flags that judging looks at. */
export const DEBITS_LIMITED = 2;
export const CREDITS_LIMITED = 4;
export const CLOSED = 32;

export type Slots = {
  count: number;
  /** Four words a slot. */
  ids: Uint32Array;
  ledgers: Int32Array;
  flags: Uint8Array;
  debitsPending: BigInt64Array;
  debitsPosted: BigInt64Array;
  creditsPending: BigInt64Array;
  creditsPosted: BigInt64Array;
  /** The number of the last batch that changed the slot: posts look whether it is committed. */
  lastBatch: Float64Array;
  /** Open addressing by the hash of the id: a slot plus one, or zero. */
  table: Int32Array;
};

/** What is loaded of an account: all that judging needs. */
export type LoadedAccount = Pick<
  Account,
  | 'id'
  | 'ledger'
  | 'flags'
  | 'debitsPendingMinor'
  | 'debitsPostedMinor'
  | 'creditsPendingMinor'
  | 'creditsPostedMinor'
>;

const NONE = -1;

/** Slots for some accounts to begin with; they grow by themselves. */
export function openSlots(capacity = 1024): Slots {
  return {
    count: 0,
    ids: new Uint32Array(capacity * 4),
    ledgers: new Int32Array(capacity),
    flags: new Uint8Array(capacity),
    debitsPending: new BigInt64Array(capacity),
    debitsPosted: new BigInt64Array(capacity),
    creditsPending: new BigInt64Array(capacity),
    creditsPosted: new BigInt64Array(capacity),
    lastBatch: new Float64Array(capacity),
    table: new Int32Array(capacity * 2),
  };
}

const scratch = new Uint32Array(4);

/** The slot of an account, or -1. */
export function slotOf(slots: Slots, id: string): number {
  return readWords(id, scratch, 0) ? slotOfWords(slots, scratch, 0) : NONE;
}

/** The slot of the account whose id stands at an index of `words`, or -1. */
export function slotOfWords(slots: Slots, words: Uint32Array, at: number): number {
  const { table, ids } = slots;
  const mask = table.length - 1;
  for (let place = hashOf(words, at) & mask; ; place = (place + 1) & mask) {
    const slot = (table[place] ?? 0) - 1;
    if (slot === NONE || sameWords(ids, slot * 4, words, at)) return slot;
  }
}

/** Puts an account into a slot that nobody finds by its id before it is attached. */
export function addDetached(slots: Slots, account: LoadedAccount): number {
  if (slots.count === slots.ledgers.length) grow(slots);
  const slot = slots.count++;
  slots.ids.set(wordsOf(account.id), slot * 4);
  slots.ledgers[slot] = account.ledger;
  slots.flags[slot] = accountBits(account.flags);
  slots.debitsPending[slot] = account.debitsPendingMinor;
  slots.debitsPosted[slot] = account.debitsPostedMinor;
  slots.creditsPending[slot] = account.creditsPendingMinor;
  slots.creditsPosted[slot] = account.creditsPostedMinor;
  slots.lastBatch[slot] = 0;
  return slot;
}

/** Lets a slot be found by its account's id from now on. */
export function attach(slots: Slots, slot: number): void {
  const { table, ids } = slots;
  const mask = table.length - 1;
  let place = hashOf(ids, slot * 4) & mask;
  while (table[place] !== 0) place = (place + 1) & mask;
  table[place] = slot + 1;
}

/** Puts an account in, unless it is there already; what is there is newer than what was loaded. */
export function addAccount(slots: Slots, account: LoadedAccount): void {
  if (slotOf(slots, account.id) === NONE) attach(slots, addDetached(slots, account));
}

/** The account of a slot as the rules see it; its name and user data are not kept here. */
export function accountIn(slots: Slots, slot: number, id: string): Account {
  return {
    id,
    ledger: slots.ledgers[slot] ?? 0,
    code: 0,
    userData128: null,
    userData64: 0n,
    userData32: 0,
    flags: accountFlags(slots.flags[slot] ?? 0),
    debitsPendingMinor: slots.debitsPending[slot] ?? 0n,
    debitsPostedMinor: slots.debitsPosted[slot] ?? 0n,
    creditsPendingMinor: slots.creditsPending[slot] ?? 0n,
    creditsPostedMinor: slots.creditsPosted[slot] ?? 0n,
    timestamp: 0n,
  };
}

function grow(slots: Slots): void {
  const capacity = slots.ledgers.length * 2;
  const larger = openSlots(capacity);
  larger.ids.set(slots.ids);
  larger.ledgers.set(slots.ledgers);
  larger.flags.set(slots.flags);
  larger.debitsPending.set(slots.debitsPending);
  larger.debitsPosted.set(slots.debitsPosted);
  larger.creditsPending.set(slots.creditsPending);
  larger.creditsPosted.set(slots.creditsPosted);
  larger.lastBatch.set(slots.lastBatch);
  const attached = slots.table.filter((place) => place !== 0);
  const { count } = slots;
  Object.assign(slots, larger, { count });
  for (const place of attached) attach(slots, place - 1);
}
