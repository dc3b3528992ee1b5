// A check of face or voice begins: with the consent of its kind, or not at all.

import { startFaceChallenge, startVoiceChallenge } from '#biometrics';
import { requireConsent } from '#consents';
import type { Caller, Locale, Tx } from '#platform';
import { subjectOf } from './biometric-subject.ts';

type Purpose = 'enrol' | 'verify';

/** Opens a face challenge of the caller. Refuses `consents.needed` and what biometrics refuses. */
export async function startFaceCheck(
  tx: Tx,
  caller: Caller,
  purpose: Purpose,
): ReturnType<typeof startFaceChallenge> {
  await requireConsent(tx, caller.partyId, 'biometrics_face');
  return startFaceChallenge(tx, { ...subjectOf(caller), purpose });
}

/** Opens a voice challenge of the caller, the digits in a language. Refuses as for a face. */
export async function startVoiceCheck(
  tx: Tx,
  caller: Caller,
  asked: { readonly purpose: Purpose; readonly language: Locale },
): ReturnType<typeof startVoiceChallenge> {
  await requireConsent(tx, caller.partyId, 'biometrics_voice');
  return startVoiceChallenge(tx, { ...subjectOf(caller), ...asked });
}
