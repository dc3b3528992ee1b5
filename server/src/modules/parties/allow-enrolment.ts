// Who may enrol a face or voice. It will stand for the PIN, so a session alone must not be enough
// once there is a PIN, nor to replace what is enrolled: whoever stole it would enrol their own.

import { enrolmentsOf, spendVerification, type Verification } from '#biometrics';
import type { Caller, Tx } from '#platform';
import { subjectOf, type BiometricKind } from './biometric-subject.ts';
import { consumeProofs } from './prove-pin.ts';
import { provingVerification } from './proving-verification.ts';
import { refuse } from './refusals.ts';
import { showParty } from './show-party.ts';

/** What an enrolment stands on; it is used up only by an enrolment that is accepted. */
export type EnrolmentRight =
  | { readonly by: 'nothing_to_protect' }
  | { readonly by: 'pin_proof'; readonly proof: string }
  | { readonly by: 'verification'; readonly verification: Verification };

/**
 * Whether an enrolment needs a PIN proof, or a verification by what is enrolled: with a PIN always,
 * before it only for a kind that is enrolled already. Without a kind, one that is not is meant.
 */
export async function needsEnrolmentProof(
  tx: Tx,
  caller: Caller,
  kind?: BiometricKind,
): Promise<boolean> {
  if ((await showParty(tx, caller.partyId)).pinSet) return true;
  const enrolments = await enrolmentsOf(tx, subjectOf(caller).subject);
  return enrolments.some((enrolment) => enrolment.kind === kind);
}

/**
 * What allows the caller to enrol a kind now: a PIN proof, else a verification of this session.
 * Refuses `enrolment_proof_needed`. Whether a proof is good shows when it is used.
 */
export async function rightToEnrol(
  tx: Tx,
  caller: Caller,
  { kind, proof }: { readonly kind: BiometricKind; readonly proof: string | undefined },
): Promise<EnrolmentRight> {
  if (proof !== undefined) return { by: 'pin_proof', proof };
  if (!(await needsEnrolmentProof(tx, caller, kind))) return { by: 'nothing_to_protect' };
  const { verification, refusal } = await provingVerification(tx, caller);
  if (verification === undefined || refusal !== undefined)
    throw refuse('parties.enrolment_proof_needed');
  return { by: 'verification', verification };
}

/** Uses up a right. Refuses `enrolment_proof_needed` when it was no good. */
export async function useEnrolmentRight(
  tx: Tx,
  caller: Caller,
  right: EnrolmentRight,
): Promise<void> {
  if (!(await isGood(tx, caller, right))) throw refuse('parties.enrolment_proof_needed');
}

async function isGood(tx: Tx, caller: Caller, right: EnrolmentRight): Promise<boolean | undefined> {
  switch (right.by) {
    case 'nothing_to_protect':
      return true;
    case 'pin_proof':
      return (await consumeProofs(tx, [{ caller, proof: right.proof }]))[0];
    case 'verification':
      return spendVerification(tx, right.verification, 'enrolment');
  }
}
