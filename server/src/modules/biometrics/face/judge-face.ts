// The judge of faces: from what was measured, what was asked and what is known, whether it is
// accepted. It has no clock, no chance and no database, so that every outcome is a row of a table.

import type { Verdict } from '../answer.ts';
import type { BiometricsRefusal } from '../refusals.ts';
import type { FaceAnalysis, FaceMeasures, FrameAnalysis } from './analysis.ts';
import { resembling } from './looks.ts';
import { isStraight, movementOf, sequenceOf } from './movements.ts';
import { faultOf } from './quality.ts';
import type { FacePrompt } from './prompts.ts';
import { FRAMES, LOOKS, type FaceSettings } from './settings.ts';
import { medianOf, middleOf, similarityOf } from './similarity.ts';

export type FaceCase = {
  readonly analysis: FaceAnalysis;
  readonly prompts: readonly string[];
  /** How long the challenge has been open. */
  readonly openMs: number;
  /** Bytes of a frame were seen before, or are there twice. */
  readonly isReplay: boolean;
  /** Looks of movements in the subject's earlier answers. */
  readonly earlierLooks: readonly string[];
  /** What the subject is known by; none for an enrolment. */
  readonly known?: { readonly model: string; readonly embeddings: readonly (readonly number[])[] };
  readonly settings: FaceSettings;
};

export type FaceVerdict = Verdict & {
  /** The middle of the straight frames: the face as it may be enrolled. */
  readonly embedding: readonly number[];
  /** Of the movements; people look straight much the same each time. */
  readonly looks: readonly string[];
};

type Seen = FrameAnalysis & {
  readonly face: FaceMeasures;
  readonly movement: FacePrompt | undefined;
};

/** Judges an answer to a face challenge. */
export function judgeFace(face: FaceCase): FaceVerdict {
  const { analysis, settings } = face;
  const fault = firstFault(analysis.frames);
  const frames = seenFrames(analysis.frames);
  const straight = frames.filter(({ movement }) => movement === undefined);
  const moving = frames.filter(({ movement }) => movement !== undefined);
  const looks = moving.map(({ look }) => look);
  const embedding = middleOf(straight.map((frame) => frame.face.embedding));
  const similarity = likeness(face, embedding);
  const measured = {
    movements: sequenceOf(frames.map(({ movement }) => movement)),
    antispoof: medianOf(frames.map((frame) => frame.face.antispoof)),
    liveness: medianOf(frames.map((frame) => frame.face.liveness)),
    samePerson: leastAlike(straight, straight[0]),
    samePersonMoved: leastAlike(moving, straight[0]),
    resembling: resembling(looks, face.earlierLooks),
    similarity,
  };
  const reasons =
    fault === undefined
      ? reasonsOf(face, measured, frames)
      : [fault.replace('biometrics.', ''), ...(face.isReplay ? ['replayed'] : [])];
  return {
    reasons,
    refusal: fault ?? refusalFor(reasons),
    // Frames sent again are an attack whatever they show; a poor picture is nobody's attempt.
    counts: fault === undefined || face.isReplay,
    scores: { ...measured, frames: frames.map(scoresOf) },
    thresholds: settings,
    model: analysis.model,
    embedding,
    looks,
  };
}

type Measured = {
  readonly movements: readonly FacePrompt[];
  readonly antispoof: number;
  readonly liveness: number;
  readonly samePerson: number;
  readonly samePersonMoved: number;
  readonly resembling: number;
  readonly similarity: number | undefined;
};

/** Every reason against it, not only the first: the record is for whoever looks into it later. */
function reasonsOf(face: FaceCase, measured: Measured, frames: readonly Seen[]): string[] {
  const { settings, prompts, known, analysis } = face;
  const straightFrames = frames.filter(({ movement }) => movement === undefined).length;
  const followed = measured.movements.join() === prompts.join();
  const checks: [string, boolean][] = [
    ['replayed', face.isReplay],
    ['replayed_look', measured.resembling > LOOKS.resemblingMax],
    ['impossible_timing', !isPossible(frames, face.openMs)],
    ['too_few_straight_frames', followed && straightFrames < 2],
    ['still_picture', measured.movements.length === 0],
    ['prompts_not_followed', !followed],
    ['antispoof_low', measured.antispoof < settings.antispoofMin],
    ['liveness_low', measured.liveness < settings.livenessMin],
    [
      'several_people',
      measured.samePerson < settings.samePersonMin ||
        measured.samePersonMoved < settings.samePersonMovedMin,
    ],
    ['other_model', known !== undefined && known.model !== analysis.model],
    ['other_person', known !== undefined && (measured.similarity ?? 0) < settings.matchMin],
  ];
  return checks.filter(([, holds]) => holds).map(([reason]) => reason);
}

/** Only what a person can do better is told apart; all else sounds the same. */
function refusalFor(reasons: readonly string[]): BiometricsRefusal {
  const helpful = new Set(['prompts_not_followed', 'too_few_straight_frames', 'still_picture']);
  return reasons.length > 0 && reasons.every((reason) => helpful.has(reason))
    ? 'biometrics.prompts_not_followed'
    : 'biometrics.not_confirmed';
}

function firstFault(frames: readonly FrameAnalysis[]): BiometricsRefusal | undefined {
  const faults = frames.map(faultOf);
  const fault = faults.find((found) => found !== undefined);
  if (fault !== undefined) return fault;
  const first = frames[0]?.face;
  return first === undefined || !isStraight(first) ? 'biometrics.face_not_straight' : undefined;
}

function seenFrames(frames: readonly FrameAnalysis[]): Seen[] {
  const straight = frames[0]?.face;
  return frames.flatMap((frame) =>
    frame.face === undefined || straight === undefined
      ? []
      : [{ ...frame, face: frame.face, movement: movementOf(straight, frame.face) }],
  );
}

/** Whether a camera can have taken the frames since the challenge was opened. */
function isPossible(frames: readonly Seen[], openMs: number): boolean {
  const gaps = frames.slice(1).map((frame, index) => frame.atMs - (frames[index]?.atMs ?? 0));
  const spanMs = gaps.reduce((sum, gap) => sum + gap, 0);
  return (
    gaps.every((gap) => gap >= FRAMES.gapMinMs) &&
    spanMs >= FRAMES.spanMinMs &&
    spanMs <= Math.min(FRAMES.spanMaxMs, openMs)
  );
}

function leastAlike(frames: readonly Seen[], first: Seen | undefined): number {
  if (first === undefined) return 0;
  return Math.min(
    1,
    ...frames.map((frame) => similarityOf(frame.face.embedding, first.face.embedding)),
  );
}

function likeness({ known }: FaceCase, embedding: readonly number[]): number | undefined {
  if (known === undefined) return undefined;
  return Math.max(0, ...known.embeddings.map((each) => similarityOf(each, embedding)));
}

/** The record keeps measures, never the embedding. */
function scoresOf({ atMs, face, movement }: Seen) {
  const { embedding: _embedding, ...measures } = face;
  return { atMs, movement: movement ?? null, ...measures };
}
