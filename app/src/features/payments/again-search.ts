// What an order that is given again starts with, as the address of its screen carries it.

import { acceptTyped } from '../../ui/amount-input.ts';

export type Again = { readonly amount?: string; readonly note?: string };

/** Amount and note, where the address has any that a person could have typed. */
export function readAgainSearch({ amount, note }: Record<string, unknown>): Again {
  const typed = acceptTyped('', textOf(amount));
  const words = textOf(note);
  return { ...(typed !== '' && { amount: typed }), ...(words !== '' && { note: words }) };
}

/** An address turns what looks like a number into one. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
