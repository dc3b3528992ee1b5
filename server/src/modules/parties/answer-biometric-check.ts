// A check of face or voice is answered. The room of biometrics decides whose it is; here is seen to
// that there is a consent, and that nobody enrols in the place of another.

import { Refusal } from '@sycee/kit';
import { openChallengeOf } from '#biometrics';
import { requireConsent } from '#consents';
import { publish, type Caller, type Tx } from '#platform';
import { rightToEnrol, useEnrolmentRight } from './allow-enrolment.ts';
import { subjectOf, type BiometricKind } from './biometric-subject.ts';
import { biometricsChanged } from './events.ts';
import { withdrawReviews } from './reviews/ask-review.ts';
import { givePresence } from './reviews/presence.ts';
import { groundsOf, settleEnrolment, unsureToEnrol } from './security/enrol-surely.ts';
import { tellOwner } from './security/tell-owner.ts';
import { lockParty } from './store-parties.ts';

export type CheckAnswer = {
  readonly kind: BiometricKind;
  /** A uuid, as biometrics names it. */
  readonly challengeId: string;
  /** A PIN proof, for an enrolment that needs one. */
  readonly proof: string | undefined;
  /** Of a step-up, for an enrolment that needs one. */
  readonly token: string | undefined;
};

/** Refuses what will be refused anyway, before pictures or sound are looked at. */
export async function prepareCheck(
  tx: Tx,
  caller: Caller,
  answer: CheckAnswer,
): Promise<Refusal | undefined> {
  await requireConsent(tx, caller.partyId, `biometrics_${answer.kind}`);
  const { purpose } = await openChallengeOf(tx, { ...subjectOf(caller), ...answer });
  if (purpose === 'verify') return undefined;
  const { by } = await rightToEnrol(tx, caller, answer);
  return by === 'pin_proof' ? unsureToEnrol(tx, caller, answer) : undefined;
}

/**
 * Has the answer decided by `decide`. Returns its refusal, so that the try stays counted; throws
 * `enrolment_proof_needed`, so that an enrolment without a right has never been.
 */
export async function answerCheck(
  tx: Tx,
  caller: Caller,
  answer: CheckAnswer,
  decide: () => Promise<'accepted' | Refusal>,
): Promise<Refusal | undefined> {
  const { kind } = answer;
  await requireConsent(tx, caller.partyId, `biometrics_${kind}`);
  const { purpose } = await openChallengeOf(tx, { ...subjectOf(caller), ...answer });
  if (purpose === 'verify') return refusalIn(await decide());

  // One enrolment of a party at a time: the second sees the first, and needs a right.
  await lockParty(tx, caller.partyId);
  const right = await rightToEnrol(tx, caller, answer);
  const grounds = await groundsOf(tx, caller, { right, enrolling: answer });
  if (grounds instanceof Refusal) return grounds;
  const word = await decide();
  if (word !== 'accepted') return word;
  await useEnrolmentRight(tx, caller, right);
  await settleEnrolment(tx, caller, { grounds, enrolling: answer });
  await tellOwner(tx, caller.partyId, { kind: 'biometric_enrolled' });
  await publish(tx, biometricsChanged(caller.partyId, { kind, state: 'enrolled' }));
  if (kind === 'face') await givePresence(tx, caller.partyId, 'face');
  await withdrawReviews(tx, caller.partyId, [kind]);
  return undefined;
}

function refusalIn(word: 'accepted' | Refusal): Refusal | undefined {
  return word === 'accepted' ? undefined : word;
}
