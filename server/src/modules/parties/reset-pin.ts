// A forgotten PIN. A session alone must not be enough, nor a session with the phone: it takes the
// face or voice that was enrolled, checked just now in this session, and a code sent for this.

import { addSeconds, type Refusal } from '@sycee/kit';
import { spendVerification } from '#biometrics';
import { publish, type Caller, type Tx } from '#platform';
import { endOtherSessions } from './end-sessions.ts';
import { pinReset } from './events.ts';
import type { PartyRecord } from './party.ts';
import { hashPin } from './pin-hash.ts';
import { isWeakPin } from './pin-rules.ts';
import { provingVerification, type Proving } from './proving-verification.ts';
import { refuse } from './refusals.ts';
import { coolOff } from './security/cool-off.ts';
import { refuse as refuseSecurity } from './security/refusals.ts';
import { mayResetBy, useForReset } from './security/step-up-for-reset.ts';
import { tellOwner } from './security/tell-owner.ts';
import { PIN_RESET } from './settings.ts';
import { showParty } from './show-party.ts';
import { countFailedResets, insertPinReset } from './store-pin-resets.ts';
import { lockPin, noteReset, updatePinHash, updatePinTries, voidPinProofs } from './store-pins.ts';
import { usePhoneCode } from './use-phone-code.ts';

export type NewPin = {
  readonly code: string;
  readonly newPin: string;
  /** Of a step-up for this, in the place of a check. */
  readonly token: string | undefined;
};

/**
 * Puts a new PIN in the place of a forgotten one, voids the proofs given with it, and signs out
 * everywhere else. Refuses `pin_needed` and `pin_reset_limit_reached`; returns
 * `verification_needed`, `device_too_new`, `step_up_invalid`, `pin_weak`, `code_wrong` and
 * `code_expired`, which are kept with the decision.
 */
export async function resetPin(
  tx: Tx,
  caller: Caller,
  asked: NewPin,
): Promise<Refusal | undefined> {
  const { partyId, sessionId } = caller;
  // Resets of one party come one by one: the limit counts, and a verification serves one.
  if ((await lockPin(tx, partyId)) === undefined) throw refuse('parties.pin_needed');
  const since = addSeconds(tx.now, -PIN_RESET.withinSeconds);
  if ((await countFailedResets(tx, partyId, since)) >= PIN_RESET.failuresMax) {
    throw refuse('parties.pin_reset_limit_reached');
  }
  const party = await showParty(tx, partyId);
  const proven = await proofOf(tx, caller, asked.token);
  const refusal = proven.refusal ?? (await whyNot(tx, party, asked));
  const reasons = refusal === undefined ? [] : [refusal.code.replace('parties.', '')];
  const stepUpId = refusal === undefined ? await use(tx, caller, proven) : undefined;
  const { verification } = proven;
  await insertPinReset(tx, { partyId, sessionId, reasons, verification, stepUpId });
  if (refusal !== undefined) return refusal;

  await updatePinHash(tx, partyId, await hashPin(tx, partyId, asked.newPin));
  await updatePinTries(tx, partyId, { failures: 0, locks: 0, lockedUntil: null });
  await noteReset(tx, partyId);
  await voidPinProofs(tx, partyId);
  if (isNewDevice(tx, caller, party)) await coolOff(tx, partyId);
  await publish(tx, pinReset(partyId, sessionId));
  await tellOwner(tx, partyId, { kind: 'pin_reset' });
  return endOtherSessions(tx, caller);
}

type ResetProof = Proving & { readonly token: string | undefined };

/** What stands for the forgotten PIN: a step-up, else a check of face or voice. */
async function proofOf(tx: Tx, caller: Caller, token: string | undefined): Promise<ResetProof> {
  if (token === undefined) return { ...(await provingVerification(tx, caller)), token };
  const isGood = await mayResetBy(tx, caller, token);
  const refusal = isGood ? undefined : refuseSecurity('parties.step_up_invalid');
  return { verification: undefined, refusal, token };
}

/** Uses up what stands for the PIN; answers the step-up, when it was one. */
async function use(tx: Tx, caller: Caller, { verification, token }: ResetProof) {
  if (token !== undefined) {
    const stepUpId = await useForReset(tx, caller, token);
    if (stepUpId === undefined) throw refuseSecurity('parties.step_up_invalid');
    return stepUpId;
  }
  const isSpent = verification && (await spendVerification(tx, verification, 'pin_reset'));
  if (isSpent !== true) throw refuse('parties.verification_needed');
  return undefined;
}

/** Who resets the PIN where nobody was signed in yesterday sends little for a day. */
function isNewDevice({ now }: Tx, { signedInAt }: Caller, { createdAt }: PartyRecord): boolean {
  return signedInAt !== createdAt && addSeconds(signedInAt, PIN_RESET.newDeviceSeconds) > now;
}

/** A PIN that cannot be taken costs no code. */
async function whyNot(
  tx: Tx,
  { idNumber, phone }: PartyRecord,
  { code, newPin }: NewPin,
): Promise<Refusal | undefined> {
  if (isWeakPin(newPin, { idNumber: idNumber ?? '', phone })) return refuse('parties.pin_weak');
  return usePhoneCode(tx, { phone, code, purpose: 'pin_reset' });
}
