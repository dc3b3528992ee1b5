// A PIN travels once, to be exchanged for a proof: a random token that allows one thing, soon, from
// the session that asked. Orders carry the proof, never the PIN.

import { addSeconds, type Instant, type Refusal } from '@sycee/kit';
import type { Caller, Tx } from '#platform';
import { checkPin } from './check-pin.ts';
import { insertPinProof, usePinProof } from './store-pins.ts';
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

/** Uses up a proof of the caller's session; false when it is unknown, used or expired. */
export function consumeProof(tx: Tx, caller: Caller, proof: string): Promise<boolean> {
  return usePinProof(tx, tx.secrets.sha256(proof), caller.sessionId);
}
