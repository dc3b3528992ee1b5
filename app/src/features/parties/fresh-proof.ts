// A PIN proof for the step right after the PIN was set, so that nobody enters it a third time. It
// is good for a few minutes and one thing; without it the PIN is asked.

import { storeOf } from '../../store.ts';

const kept = storeOf<string | undefined>(undefined);

/** Keeps a proof in memory. */
export function keepProof(proof: string): void {
  kept.set(proof);
}

/** Takes the kept proof, once. */
export function takeProof(): string | undefined {
  const proof = kept.get();
  kept.set(undefined);
  return proof;
}
