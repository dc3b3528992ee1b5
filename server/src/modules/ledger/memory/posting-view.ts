// What a posting may rely on: what is committed, and what its own transaction has done so far. All
// else that is under way counts as pending: it takes from what is available, and gives nothing.

import type { Account, Balances } from '../account.ts';
import type { Batch } from './batch.ts';
import type { Books } from './books.ts';
import type { Effect } from './effects.ts';
import { accountIn } from './slots.ts';

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };
type Sums = Mutable<Balances> & { closed: boolean };

/** The account of a slot as a transaction with some effects of its own may see it. */
export function viewOf(
  { slots, inFlight }: Books,
  own: readonly Effect[],
  slot: number,
  id: string,
): Account {
  const account = accountIn(slots, slot, id);
  const sums: Sums = { ...account, closed: account.flags.closed };
  const settled = (inFlight[0]?.number ?? Infinity) - 1;
  if ((slots.lastBatch[slot] ?? 0) > settled) {
    for (const batch of inFlight) doubt(sums, batch, slot);
  }
  for (const effect of own) trust(sums, effect, slot);
  const { closed, ...balances } = sums;
  return { ...account, ...balances, flags: { ...account.flags, closed } };
}

/** Turns what a batch did on a slot into what would be pending until it is committed. */
function doubt(sums: Sums, batch: Batch, slot: number): void {
  const { debits, credits, amounts, effects } = batch;
  for (let index = 0; index < amounts.length; index++) {
    if (debits[index] === slot) doubtDebit(sums, 0n, amounts[index] ?? 0n);
    else if (credits[index] === slot) doubtCredit(sums, 0n, amounts[index] ?? 0n);
  }
  for (const effect of effects) {
    const { debit, credit, heldMinor, postedMinor, debitClosing, creditClosing } = effect;
    if (debit === slot) doubtDebit(sums, heldMinor, postedMinor);
    if (credit === slot) doubtCredit(sums, heldMinor, postedMinor);
    const opened = (debit === slot && debitClosing < 0) || (credit === slot && creditClosing < 0);
    if (opened) sums.closed = true;
  }
}

/** What a resolution frees is held as before; what else was moved is held instead. */
function doubtDebit(sums: Sums, heldMinor: bigint, postedMinor: bigint): void {
  sums.debitsPostedMinor -= postedMinor;
  sums.debitsPendingMinor += stillHeld(heldMinor, postedMinor);
}

function doubtCredit(sums: Sums, heldMinor: bigint, postedMinor: bigint): void {
  sums.creditsPostedMinor -= postedMinor;
  sums.creditsPendingMinor += stillHeld(heldMinor, postedMinor);
}

function stillHeld(heldMinor: bigint, postedMinor: bigint): bigint {
  if (heldMinor < 0n) return -heldMinor;
  return heldMinor > 0n ? 0n : postedMinor;
}

/** Turns what was taken for an effect of one's own into the whole effect. */
function trust(sums: Sums, effect: Effect, slot: number): void {
  const { debit, credit, heldMinor, postedMinor, debitClosing, creditClosing } = effect;
  const pendingMinor = heldMinor < 0n ? heldMinor : -postedMinor;
  if (debit === slot) {
    sums.debitsPendingMinor += pendingMinor;
    sums.debitsPostedMinor += postedMinor;
    if (debitClosing !== 0) sums.closed = debitClosing > 0;
  }
  if (credit === slot) {
    sums.creditsPendingMinor += pendingMinor;
    sums.creditsPostedMinor += postedMinor;
    if (creditClosing !== 0) sums.closed = creditClosing > 0;
  }
}
