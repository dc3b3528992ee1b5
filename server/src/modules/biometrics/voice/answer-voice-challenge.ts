// Answers a voice challenge from what the model found: decides, writes down why, and enrols the
// voice or remembers the recording when it is accepted.

import type { Refusal } from '@sycee/kit';
import type { Tx } from '#platform';
import { answerChallenge, type Verdict } from '../answer.ts';
import type { Challenge } from '../challenge.ts';
import type { Subject } from '../subject.ts';
import { keepTemplate, templateOf } from '../template.ts';
import type { ExaminedVoice } from './examine-recordings.ts';
import { judgeVoice } from './judge-voice.ts';
import { HEARD_MAX, VOICE_SETTINGS } from './settings.ts';
import type { VoiceTemplate } from './voice-print.ts';
import { promptFrom } from './voice-prompt.ts';

export type VoiceAnswer = {
  readonly subject: Subject;
  readonly sessionId: string;
  readonly challengeId: string;
  readonly examined: ExaminedVoice;
};

/**
 * Decides on the answer to a voice challenge, which is used up by it. Return the refusal from the
 * route, do not throw it: the try has to stay counted.
 */
export async function answerVoiceChallenge(
  tx: Tx,
  answer: VoiceAnswer,
): Promise<'accepted' | Refusal> {
  const { examined, ...asked } = answer;
  const key = { ...asked, kind: 'voice' as const, samples: examined.samples };
  return answerChallenge(tx, key, (challenge, isReplay) =>
    judge(tx, challenge, isReplay, examined),
  );
}

async function judge(
  tx: Tx,
  challenge: Challenge,
  isReplay: boolean,
  examined: ExaminedVoice,
): Promise<Verdict> {
  const { findings } = examined;
  const { purpose } = challenge;
  const isEnrolment = purpose === 'enrol';
  const known = isEnrolment ? undefined : await templateOf<VoiceTemplate>(tx, challenge);
  const isCurrent =
    examined.challengeId === challenge.id &&
    examined.templateId === (known?.content.id ?? null) &&
    (isEnrolment || known?.model === findings.model);
  const settings = VOICE_SETTINGS;
  const verdict = judgeVoice({ purpose, findings, isReplay, isCurrent, settings });
  if (verdict.reasons.length > 0) return verdict;
  const content: VoiceTemplate =
    known === undefined
      ? {
          id: tx.secrets.randomToken(),
          language: promptFrom(challenge.prompts[0] ?? '').language,
          takes: findings.takes,
          heard: [],
        }
      : {
          ...known.content,
          heard: [...findings.takes, ...known.content.heard].slice(0, HEARD_MAX),
        };
  await keepTemplate(tx, challenge, { model: findings.model, content, isUpdate: !isEnrolment });
  return verdict;
}
