// A check of face or voice begins: with the consent of its kind, or not at all.

import { startFaceChallenge, startVoiceChallenge } from '#biometrics';
import { requireConsent } from '#consents';
import type { Caller, Locale, Tx } from '#platform';
import type { Refusal } from '@sycee/kit';
import { subjectOf } from './biometric-subject.ts';
import { unsureToEnrol } from './security/enrol-surely.ts';

type Purpose = 'enrol' | 'verify';

/**
 * Opens a face challenge of the caller. Refuses `consents.needed` and what biometrics refuses; for
 * an enrolment it may return that more than the PIN is needed.
 */
export async function startFaceCheck(
  tx: Tx,
  caller: Caller,
  { purpose, token }: { readonly purpose: Purpose; readonly token: string | undefined },
): Promise<Refusal | Awaited<ReturnType<typeof startFaceChallenge>>> {
  await requireConsent(tx, caller.partyId, 'biometrics_face');
  const unsure =
    purpose === 'enrol' ? await unsureToEnrol(tx, caller, { kind: 'face', token }) : undefined;
  return unsure ?? startFaceChallenge(tx, { ...subjectOf(caller), purpose });
}

/** Opens a voice challenge of the caller, the digits in a language. Refuses as for a face. */
export async function startVoiceCheck(
  tx: Tx,
  caller: Caller,
  asked: {
    readonly purpose: Purpose;
    readonly language: Locale;
    readonly token: string | undefined;
  },
): Promise<Refusal | Awaited<ReturnType<typeof startVoiceChallenge>>> {
  await requireConsent(tx, caller.partyId, 'biometrics_voice');
  const { token, ...challenge } = asked;
  const unsure =
    asked.purpose === 'enrol'
      ? await unsureToEnrol(tx, caller, { kind: 'voice', token })
      : undefined;
  return unsure ?? startVoiceChallenge(tx, { ...subjectOf(caller), ...challenge });
}
