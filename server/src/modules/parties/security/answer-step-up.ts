// A step-up is answered: by a passkey that signs for this very thing, or by a check of face or
// voice that was made after the person was told what for.

import type { Refusal } from '@sycee/kit';
import { spendVerification, verificationOf } from '#biometrics';
import { finishConfirmation, startConfirmation } from '#passkeys';
import type { ConfirmationAnswer, PasskeySite } from '#passkeys';
import { publish, type Caller, type Tx } from '#platform';
import { failStepUp, proveStepUp, stepUpOf, takeOpenStepUp } from '#risk';
import type { StepUp, StepUpId, StepUpToken } from '#risk';
import { subjectOf } from '../biometric-subject.ts';
import { passkeysChanged } from '../events.ts';
import { refuse as refuseParties } from '../refusals.ts';
import { VOICE_PROOF } from '../settings.ts';
import { refuse } from './refusals.ts';
import { doesCount, voiceFrom } from './ways.ts';

export type StepUpAnswer =
  | {
      readonly method: 'passkey';
      readonly challengeId: `pkc_${string}`;
      readonly credential: ConfirmationAnswer;
    }
  | { readonly method: 'face' | 'voice' };

/** What the caller is asked to confirm. Refuses `step_up_unknown`. */
export async function showStepUp(tx: Tx, caller: Caller, id: StepUpId): Promise<StepUp> {
  const stepUp = await stepUpOf(tx, subjectOf(caller), id);
  if (stepUp === undefined) throw refuse('parties.step_up_unknown');
  return stepUp;
}

/** Asks the caller's passkeys. Refuses `step_up_unknown`, `step_up_over` and `passkeys.none`. */
export async function startStepUpPasskey(
  tx: Tx,
  site: PasskeySite,
  { caller, id }: { readonly caller: Caller; readonly id: StepUpId },
): ReturnType<typeof startConfirmation> {
  await take(tx, caller, id);
  return startConfirmation(tx, site, { ...subjectOf(caller), about: id });
}

/**
 * Gives the token for a right answer. Throws `step_up_unknown` and `step_up_over`; returns
 * `step_up_not_confirmed` and `passkeys.challenge_gone`, so that the try stays counted,
 * `verification_needed` and `device_too_new`.
 */
export async function answerStepUp(
  tx: Tx,
  site: PasskeySite,
  { caller, id, answer }: { caller: Caller; id: StepUpId; answer: StepUpAnswer },
): Promise<StepUpToken | Refusal> {
  const stepUp = await take(tx, caller, id);
  return answer.method === 'passkey'
    ? byPasskey(tx, site, { caller, stepUp, answer })
    : byCheck(tx, { caller, stepUp, kind: answer.method });
}

async function take(tx: Tx, caller: Caller, id: StepUpId): Promise<StepUp> {
  const stepUp = await takeOpenStepUp(tx, subjectOf(caller), id);
  if (typeof stepUp === 'string') throw refuse(`parties.step_up_${stepUp}`);
  return stepUp;
}

type PasskeyAnswer = Extract<StepUpAnswer, { method: 'passkey' }>;

async function byPasskey(
  tx: Tx,
  site: PasskeySite,
  { caller, stepUp, answer }: { caller: Caller; stepUp: StepUp; answer: PasskeyAnswer },
): Promise<StepUpToken | Refusal> {
  const { challengeId, credential } = answer;
  const shown = { ...subjectOf(caller), about: stepUp.id, challengeId, answer: credential };
  const word = await finishConfirmation(tx, site, shown);
  if ('by' in word) return proven(tx, stepUp, { by: 'passkey', byId: challengeId });
  if (word.suspended !== undefined) {
    const change = { passkey_id: word.suspended.id, state: 'suspended' } as const;
    await publish(tx, passkeysChanged(caller.partyId, change));
  }
  if (word.refusal.code === 'passkeys.challenge_gone') return word.refusal;
  return refuse('parties.step_up_not_confirmed', { tries_left: await failStepUp(tx, stepUp) });
}

async function byCheck(
  tx: Tx,
  { caller, stepUp, kind }: { caller: Caller; stepUp: StepUp; kind: 'face' | 'voice' },
): Promise<StepUpToken | Refusal> {
  const made = { kind, since: stepUp.createdAt };
  const verification = await verificationOf(tx, subjectOf(caller), made);
  if (verification === undefined || !(await doesCount(tx, caller.partyId, kind))) {
    return refuseParties('parties.verification_needed');
  }
  if (kind === 'voice' && voiceFrom(caller) > tx.now) {
    return refuseParties('parties.device_too_new', { days: VOICE_PROOF.deviceDaysMin });
  }
  if (!(await spendVerification(tx, verification, 'step_up'))) {
    return refuseParties('parties.verification_needed');
  }
  return proven(tx, stepUp, { by: kind, byId: verification.decisionId });
}

async function proven(
  tx: Tx,
  stepUp: StepUp,
  proof: Parameters<typeof proveStepUp>[2],
): Promise<StepUpToken | Refusal> {
  const token = await proveStepUp(tx, stepUp, proof);
  return token ?? refuseParties('parties.verification_needed');
}
