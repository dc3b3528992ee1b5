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
import { provingVerification } from './proving-verification.ts';
import { refuse } from './refusals.ts';
import { PIN_RESET } from './settings.ts';
import { showParty } from './show-party.ts';
import { countFailedResets, insertPinReset } from './store-pin-resets.ts';
import { lockPin, updatePinHash, updatePinTries, voidPinProofs } from './store-pins.ts';
import { usePhoneCode } from './use-phone-code.ts';

export type NewPin = { readonly code: string; readonly newPin: string };

/**
 * Puts a new PIN in the place of a forgotten one, voids the proofs given with it, and signs out
 * everywhere else. Refuses `pin_needed` and `pin_reset_limit_reached`; returns
 * `verification_needed`, `device_too_new`, `pin_weak`, `code_wrong` and `code_expired`, which are
 * kept with the decision.
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
  const { verification, refusal: unproven } = await provingVerification(tx, caller);
  const refusal = unproven ?? (await whyNot(tx, party, asked));
  const reasons = refusal === undefined ? [] : [refusal.code.replace('parties.', '')];
  await insertPinReset(tx, { partyId, sessionId, reasons, verification });
  if (refusal !== undefined || verification === undefined) return refusal;

  if (!(await spendVerification(tx, verification, 'pin_reset'))) {
    throw refuse('parties.verification_needed');
  }
  await updatePinHash(tx, partyId, await hashPin(tx, partyId, asked.newPin));
  await updatePinTries(tx, partyId, { failures: 0, locks: 0, lockedUntil: null });
  await voidPinProofs(tx, partyId);
  await publish(tx, pinReset(partyId, sessionId));
  return endOtherSessions(tx, caller);
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
