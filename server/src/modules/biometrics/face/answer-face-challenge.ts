// Answers a face challenge from what was measured in its frames: decides, writes down why, and
// enrols or freshens the template when it is accepted.

import { addSeconds, type Refusal } from '@sycee/kit';
import type { Tx } from '#platform';
import { answerChallenge, type Verdict } from '../answer.ts';
import type { Challenge } from '../challenge.ts';
import { looksContext } from '../sealed-columns.ts';
import { insertLooks, readLooks } from '../store-decisions.ts';
import type { Subject } from '../subject.ts';
import { keepTemplate, templateOf, type Template } from '../template.ts';
import type { FaceAnalysis } from './analysis.ts';
import { knownBy, type FaceTemplate } from './face-template.ts';
import { judgeFace, type FaceVerdict } from './judge-face.ts';
import { FACE_SETTINGS, FRESHEN_DAYS, LOOKS, type FaceSettings } from './settings.ts';
import { similarityOf } from './similarity.ts';

export type FaceAnswer = {
  readonly subject: Subject;
  readonly sessionId: string;
  readonly challengeId: string;
  readonly analysis: FaceAnalysis;
};

/**
 * Decides on the answer to a face challenge, which is used up by it. Return the refusal from the
 * route, do not throw it: the try has to stay counted.
 */
export async function answerFaceChallenge(
  tx: Tx,
  answer: FaceAnswer,
  settings: FaceSettings = FACE_SETTINGS,
): Promise<'accepted' | Refusal> {
  const { analysis, ...asked } = answer;
  const key = { ...asked, kind: 'face' as const };
  const samples = analysis.frames.map(({ sample }) => sample);
  return answerChallenge(tx, { ...key, samples }, (challenge, isReplay) =>
    judge(tx, { challenge, isReplay, analysis, settings }),
  );
}

type Heard = {
  readonly challenge: Challenge;
  readonly isReplay: boolean;
  readonly analysis: FaceAnalysis;
  readonly settings: FaceSettings;
};

async function judge(tx: Tx, heard: Heard): Promise<Verdict> {
  const { challenge, analysis, settings } = heard;
  const template = await templateOf<FaceTemplate>(tx, challenge);
  const earlierLooks = await openLooks(tx, challenge.subject);
  const verdict = judgeFace({
    analysis,
    prompts: challenge.prompts,
    openMs: tx.now - challenge.createdAt,
    isReplay: heard.isReplay,
    earlierLooks,
    ...(challenge.purpose === 'verify' && { known: knownBy(template) }),
    settings,
  });
  await keepLooks(tx, challenge, verdict);
  if (verdict.reasons.length > 0) return verdict;
  if (challenge.purpose === 'enrol') {
    const content: FaceTemplate = { enrolled: rounded(verdict.embedding), latest: null };
    await keepTemplate(tx, challenge, { model: analysis.model, content });
  } else if (template !== undefined) {
    await freshen(tx, challenge, template, verdict, settings);
  }
  return verdict;
}

/**
 * Faces change: now and then an accepted answer is kept beside the enrolment. It is measured
 * against the enrolment alone, so that small steps cannot lead to another person.
 */
async function freshen(
  tx: Tx,
  challenge: Challenge,
  template: Template<FaceTemplate>,
  verdict: FaceVerdict,
  settings: FaceSettings,
): Promise<void> {
  const { enrolled } = template.content;
  const due = addSeconds(template.updatedAt, FRESHEN_DAYS * 86_400) <= tx.now;
  if (!due || similarityOf(enrolled, verdict.embedding) < settings.freshenMin) return;
  const content: FaceTemplate = { enrolled, latest: rounded(verdict.embedding) };
  await keepTemplate(tx, challenge, { model: template.model, content, isUpdate: true });
}

/** Five digits are more than the models' own noise, and a third of the room. */
function rounded(embedding: readonly number[]): number[] {
  const largest = Math.max(...embedding.map(Math.abs), Number.MIN_VALUE);
  return embedding.map((value) => Math.round((value / largest) * 1e5) / 1e5);
}

/** The looks of a subject's latest answers. */
export async function openLooks(tx: Tx, subject: Subject): Promise<string[]> {
  const rows = await readLooks(tx, subject, LOOKS.answersMax);
  return rows.flatMap(
    (row) => JSON.parse(tx.secrets.open(row.looks_sealed, looksContext(subject))) as string[],
  );
}

async function keepLooks(tx: Tx, challenge: Challenge, { looks }: FaceVerdict): Promise<void> {
  const sealed = tx.secrets.seal(JSON.stringify(looks), looksContext(challenge.subject));
  await insertLooks(tx, challenge, sealed);
}
