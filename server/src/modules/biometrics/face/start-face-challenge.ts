// Opens a face challenge: random prompts for this subject in this session.

import type { Tx } from '#platform';
import { secondsUntil } from '@sycee/kit';
import { mayTry } from '../attempts.ts';
import { openChallenge, type Challenge, type Purpose } from '../challenge.ts';
import { refuseBiometrics } from '../refusals.ts';
import { isEnrolled } from '../template.ts';
import type { Subject } from '../subject.ts';
import { drawPrompts, type FacePrompt } from './prompts.ts';
import { FACE_CHALLENGE } from './settings.ts';

export type FaceChallenge = Omit<Challenge, 'prompts'> & {
  readonly prompts: readonly FacePrompt[];
};

/**
 * Opens a face challenge. Refuses with `biometrics.not_enrolled` a verification of a subject
 * without a face, and with `biometrics.wait` or `biometrics.disabled` after too many tries.
 */
export async function startFaceChallenge(
  tx: Tx,
  asked: { readonly subject: Subject; readonly sessionId: string; readonly purpose: Purpose },
): Promise<FaceChallenge> {
  const trait = { kind: 'face', subject: asked.subject } as const;
  const may = await mayTry(tx, trait);
  if (may === 'disabled') throw refuseBiometrics('biometrics.disabled');
  if (may !== 'open') {
    const retryAfter = secondsUntil(tx.now, may.retryAt);
    throw refuseBiometrics('biometrics.wait', { retry_after_seconds: retryAfter });
  }
  if (asked.purpose === 'verify' && !(await isEnrolled(tx, trait))) {
    throw refuseBiometrics('biometrics.not_enrolled');
  }
  const { lifeSeconds, prompts: count } = FACE_CHALLENGE;
  const prompts = drawPrompts(count, tx.secrets.randomToken(count * 4));
  const challenge = await openChallenge(tx, { ...asked, kind: 'face', prompts, lifeSeconds });
  return { ...challenge, prompts };
}
