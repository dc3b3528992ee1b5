// Opens a voice challenge: random digits to say, for this subject in this session.

import { secondsUntil, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import { mayTry } from '../attempts.ts';
import { openChallenge, type Purpose } from '../challenge.ts';
import { refuseBiometrics } from '../refusals.ts';
import type { Subject } from '../subject.ts';
import { templateOf } from '../template.ts';
import { drawEnrolment, drawVerification } from './draw-digits.ts';
import { VOICE_CHALLENGE } from './settings.ts';
import { promptOf } from './voice-prompt.ts';
import type { Language, VoiceTemplate } from './voice-print.ts';

export type VoiceChallenge = {
  readonly challengeId: string;
  /** What to say in each recording: an enrolment wants two of the same. */
  readonly phrases: readonly string[];
  readonly language: Language;
  readonly expiresAt: Instant;
};

export type VoiceAsked = {
  readonly subject: Subject;
  readonly sessionId: string;
  readonly purpose: Purpose;
  /** The language to enrol in; a verification is in the language of the enrolment. */
  readonly language: Language;
};

/**
 * Opens a voice challenge. Refuses with `biometrics.not_enrolled` a verification of a subject
 * without a voice, and with `biometrics.wait` or `biometrics.disabled` after too many tries.
 */
export async function startVoiceChallenge(tx: Tx, asked: VoiceAsked): Promise<VoiceChallenge> {
  const { subject, sessionId, purpose } = asked;
  const trait = { kind: 'voice', subject } as const;
  const may = await mayTry(tx, trait);
  if (may === 'disabled') throw refuseBiometrics('biometrics.disabled');
  if (may !== 'open') {
    const retryAfter = secondsUntil(tx.now, may.retryAt);
    throw refuseBiometrics('biometrics.wait', { retry_after_seconds: retryAfter });
  }
  const { language, phrases } = await drawPhrases(tx, asked);
  const { id, expiresAt } = await openChallenge(tx, {
    ...trait,
    sessionId,
    purpose,
    prompts: phrases.map((digits) => promptOf({ language, digits })),
    lifeSeconds: VOICE_CHALLENGE.lifeSeconds,
  });
  return { challengeId: id, phrases, language, expiresAt };
}

async function drawPhrases(
  tx: Tx,
  { subject, purpose, language }: VoiceAsked,
): Promise<Pick<VoiceChallenge, 'phrases' | 'language'>> {
  const random = tx.secrets.randomToken();
  if (purpose === 'enrol') {
    const digits = drawEnrolment(VOICE_CHALLENGE.digits, random);
    return { language, phrases: [digits, digits] };
  }
  const template = await templateOf<VoiceTemplate>(tx, { kind: 'voice', subject });
  const enrolled = template?.content.takes[0]?.digits;
  if (template === undefined || enrolled === undefined) {
    throw refuseBiometrics('biometrics.not_enrolled');
  }
  const digits = drawVerification(enrolled, VOICE_CHALLENGE.differentDigitsMin, random);
  return { language: template.content.language, phrases: [digits] };
}
