// A PIN travels once, to be exchanged for a proof: a random token that allows one thing, soon, from
// the session that asked. Orders carry the proof, never the PIN.

import { addSeconds, type Instant, type Refusal } from '@sycee/kit';
import type { Caller, Tx } from '#platform';
import { checkPin } from './check-pin.ts';
import { insertPinProof, restorePinProofs, usePinProofs } from './store-pins.ts';
import { PIN } from './settings.ts';

export type PinProof = { readonly proof: string; readonly expiresAt: Instant };

/** Gives a proof, good for three minutes and one use; returns `pin_wrong` and `pin_locked`. */
export async function provePin(tx: Tx, caller: Caller, pin: string): Promise<PinProof | Refusal> {
  const refusal = await checkPin(tx, caller.partyId, pin);
  if (refusal !== undefined) return refusal;
  const proof = tx.secrets.randomToken();
  const expiresAt = addSeconds(tx.now, PIN.proofLifeSeconds);
  const hash = tx.secrets.sha256(proof);
  await insertPinProof(tx, { hash, sessionId: caller.sessionId, expiresAt });
  return { proof, expiresAt };
}

/**
 * Uses up proofs, each shown by a caller, and tells in order which were good; false for one that is
 * of another session, used, expired or unknown. Shown twice, a proof is good for the first.
 */
export async function consumeProofs(
  tx: Tx,
  shown: readonly { readonly caller: Caller; readonly proof: string }[],
): Promise<boolean[]> {
  const proofs = shown.map(({ caller, proof }) => ({
    hash: tx.secrets.sha256(proof),
    sessionId: caller.sessionId,
  }));
  const used = await usePinProofs(tx, proofs);
  return proofs.map(({ hash, sessionId }) => used.delete(`${hash.toString('hex')} ${sessionId}`));
}

/**
 * Makes proofs good again that were used up for requests the bank has asked more for: for as long
 * as a fresh one, because the person has to do something meanwhile.
 */
export async function giveBackProofs(
  tx: Tx,
  shown: readonly { readonly caller: Caller; readonly proof: string }[],
): Promise<void> {
  const expiresAt = addSeconds(tx.now, PIN.proofLifeSeconds);
  const proofs = shown.map(({ caller, proof }) => ({
    hash: tx.secrets.sha256(proof),
    sessionId: caller.sessionId,
  }));
  await restorePinProofs(tx, proofs, expiresAt);
}
