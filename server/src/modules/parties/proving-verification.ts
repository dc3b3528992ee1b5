// What a check of face or voice is worth beside a session. Whoever takes over a phone number can
// sign in and receive codes; a voice is too weak to stand against that alone, so it counts only on
// a device that was there before.

import type { Refusal } from '@sycee/kit';
import { verificationOf, type Verification } from '#biometrics';
import type { Caller, Tx } from '#platform';
import { subjectOf } from './biometric-subject.ts';
import { refuse } from './refusals.ts';
import { VOICE_PROOF } from './settings.ts';
import { doesCount, voiceFrom } from './security/ways.ts';

export type Proving = {
  /** What was accepted, whether it is enough or not. */
  readonly verification: Verification | undefined;
  readonly refusal: Refusal | undefined;
};

/** What proves the caller; the refusal is `verification_needed` or `device_too_new`. */
export async function provingVerification(tx: Tx, caller: Caller): Promise<Proving> {
  const verification = await verificationOf(tx, subjectOf(caller));
  if (verification === undefined || !(await doesCount(tx, caller.partyId, verification.kind))) {
    return { verification: undefined, refusal: refuse('parties.verification_needed') };
  }
  const isEnough = verification.kind === 'face' || voiceFrom(caller) <= tx.now;
  const { deviceDaysMin: days } = VOICE_PROOF;
  return {
    verification,
    refusal: isEnough ? undefined : refuse('parties.device_too_new', { days }),
  };
}
