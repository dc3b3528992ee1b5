// What a transfer does to the slots of its two accounts: the same two changes on the debit side of
// one and on the credit side of the other.

import type { Transfer } from '../transfer.ts';
import { CLOSED, type Slots } from './slots.ts';

export type Effect = {
  readonly debit: number;
  readonly credit: number;
  /** What comes to be pending; negative when a pending transfer is resolved. */
  readonly heldMinor: bigint;
  readonly postedMinor: bigint;
  /** 1 closes the account, -1 opens it again. */
  readonly debitClosing: number;
  readonly creditClosing: number;
};

/** The effect of a transfer; one that posts or voids comes with the pending one it resolves. */
export function effectOf(
  transfer: Transfer,
  original: Transfer | undefined,
  debit: number,
  credit: number,
): Effect {
  const { amountMinor, flags } = transfer;
  if (original !== undefined) {
    const reopens = flags.voidPendingTransfer ? -1 : 0;
    return {
      debit,
      credit,
      heldMinor: -original.amountMinor,
      postedMinor: flags.postPendingTransfer ? amountMinor : 0n,
      debitClosing: original.flags.closingDebit ? reopens : 0,
      creditClosing: original.flags.closingCredit ? reopens : 0,
    };
  }
  return {
    debit,
    credit,
    heldMinor: flags.pending ? amountMinor : 0n,
    postedMinor: flags.pending ? 0n : amountMinor,
    debitClosing: flags.closingDebit ? 1 : 0,
    creditClosing: flags.closingCredit ? 1 : 0,
  };
}

/** What becomes of a pending transfer's effect when its time is over. */
export function expiryEffect(original: Transfer, debit: number, credit: number): Effect {
  return {
    debit,
    credit,
    heldMinor: -original.amountMinor,
    postedMinor: 0n,
    debitClosing: original.flags.closingDebit ? -1 : 0,
    creditClosing: original.flags.closingCredit ? -1 : 0,
  };
}

/** Changes both accounts by all of an effect. */
export function apply(slots: Slots, effect: Effect): void {
  const { debit, credit, heldMinor, postedMinor } = effect;
  addPending(slots, debit, credit, heldMinor);
  slots.debitsPosted[debit] = (slots.debitsPosted[debit] ?? 0n) + postedMinor;
  slots.creditsPosted[credit] = (slots.creditsPosted[credit] ?? 0n) + postedMinor;
  close(slots, debit, effect.debitClosing);
  close(slots, credit, effect.creditClosing);
}

/** Which of an effect's two accounts were closed by taking it. */
export type Taken = { readonly effect: Effect; readonly closed: readonly number[] };

/**
 * Takes of an effect what could break a limit for others, while nobody knows whether it will be
 * committed: what it moves is pending for everybody else, and what it closes is closed. What it
 * frees stays held.
 */
export function take(slots: Slots, effect: Effect): Taken {
  const { debit, credit, debitClosing, creditClosing } = effect;
  addPending(slots, debit, credit, takenMinor(effect));
  const closed = [debitClosing > 0 ? debit : -1, creditClosing > 0 ? credit : -1].filter(
    (slot) => slot >= 0 && !isClosed(slots, slot),
  );
  for (const slot of closed) close(slots, slot, 1);
  return { effect, closed };
}

/** Lets everybody see an effect that was taken: it is committed. */
export function give(slots: Slots, { effect }: Taken): void {
  addPending(slots, effect.debit, effect.credit, -takenMinor(effect));
  apply(slots, effect);
}

/** Puts back what was taken: it was rolled back. */
export function putBack(slots: Slots, { effect, closed }: Taken): void {
  addPending(slots, effect.debit, effect.credit, -takenMinor(effect));
  for (const slot of closed) close(slots, slot, -1);
}

function takenMinor({ heldMinor, postedMinor }: Effect): bigint {
  return heldMinor < 0n ? 0n : heldMinor + postedMinor;
}

function addPending(slots: Slots, debit: number, credit: number, changeMinor: bigint): void {
  slots.debitsPending[debit] = (slots.debitsPending[debit] ?? 0n) + changeMinor;
  slots.creditsPending[credit] = (slots.creditsPending[credit] ?? 0n) + changeMinor;
}

function isClosed(slots: Slots, slot: number): boolean {
  return ((slots.flags[slot] ?? 0) & CLOSED) !== 0;
}

function close(slots: Slots, slot: number, closing: number): void {
  if (closing > 0) slots.flags[slot] = (slots.flags[slot] ?? 0) | CLOSED;
  if (closing < 0) slots.flags[slot] = (slots.flags[slot] ?? 0) & ~CLOSED;
}
