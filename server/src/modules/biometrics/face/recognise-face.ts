// Whether frames show a subject's face, for somebody who is not signed in as that subject: who has
// lost everything, or only says so. It opens no challenge of the subject and counts no try, so that
// nobody can switch a stranger's face off; the caller limits how often it is asked.

import { uuidOf, type Refusal } from '@sycee/kit';
import type { Tx } from '#platform';
import { refuseBiometrics } from '../refusals.ts';
import { rememberSamples } from '../seen-samples.ts';
import type { Subject } from '../subject.ts';
import { templateOf } from '../template.ts';
import type { FaceAnalysis } from './analysis.ts';
import { openLooks } from './answer-face-challenge.ts';
import { knownBy, type FaceTemplate } from './face-template.ts';
import { judgeFace } from './judge-face.ts';
import { drawPrompts, type FacePrompt } from './prompts.ts';
import { FACE_CHALLENGE, type FaceSettings } from './settings.ts';

export type FaceQuestion = {
  /** Undefined: there is nobody to be; it takes as long and is never accepted. */
  readonly subject: Subject | undefined;
  readonly prompts: readonly string[];
  readonly openMs: number;
  readonly analysis: FaceAnalysis;
};

export type Recognised = {
  /** Why it is not; none: it is. For the record, never for whoever asks. */
  readonly reasons: readonly string[];
  /** What whoever asks can do better, whoever the subject is; undefined: nothing to tell. */
  readonly advice: Refusal | undefined;
};

/** Random movements to ask for, and how many seconds they may take. */
export function drawFacePrompts(tx: Tx): { prompts: FacePrompt[]; lifeSeconds: number } {
  const { lifeSeconds, prompts: count } = FACE_CHALLENGE;
  return { prompts: drawPrompts(count, tx.secrets.randomToken(count * 4)), lifeSeconds };
}

/** Judges frames by the same rules as an answer to a challenge of the subject's own. */
export async function recogniseFace(
  tx: Tx,
  { subject, prompts, openMs, analysis }: FaceQuestion,
  settings: FaceSettings,
): Promise<Recognised> {
  const someone = subject ?? uuidOf(tx.newId('nobody'));
  const trait = { kind: 'face', subject: someone } as const;
  const samples = analysis.frames.map(({ sample }) => sample);
  const isReplay = !(await rememberSamples(tx, trait, samples));
  const judged = { analysis, prompts, openMs, isReplay, settings };
  const shown = judgeFace({ ...judged, earlierLooks: [] });
  const verdict = judgeFace({
    ...judged,
    earlierLooks: await openLooks(tx, someone),
    known: knownBy(await templateOf<FaceTemplate>(tx, trait)),
  });
  const canDoBetter = shown.reasons.length > 0 && shown.refusal !== 'biometrics.not_confirmed';
  return {
    reasons: verdict.reasons,
    advice: canDoBetter ? refuseBiometrics(shown.refusal) : undefined,
  };
}
