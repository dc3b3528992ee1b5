// A money request without an answer keeps its key: the same order, given again, is the same payment
// and not a second one, even after a reload.

import { newIdempotencyKey } from '@sycee/sdk';

import { keptStore } from '../../store.ts';

type Unanswered = { readonly request: string; readonly key: string } | null;

const unanswered = keptStore<Unanswered>('sycee.unanswered', null, sessionStorage);

/** The key for a request: a fresh one, unless the very same request still waits for its answer. */
export function keyFor(request: string): string {
  const waiting = unanswered.get();
  return waiting?.request === request ? waiting.key : newIdempotencyKey();
}

/** Remembers that the bank was not heard about this request. */
export function keepUnanswered(request: string, key: string): void {
  unanswered.set({ request, key });
}

/** Forgets the key once the bank has answered. */
export function answered(key: string): void {
  if (unanswered.get()?.key === key) unanswered.set(null);
}
