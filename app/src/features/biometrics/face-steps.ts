// When to take the pictures of a face check: one looking straight, one at the height of each
// movement, one straight again after it. Pure, so that every course of events is a row of a table.

import type { FaceChallenge } from '@sycee/sdk';

import { changeBetween, type Seen } from './guidance.ts';

export type FacePrompt = FaceChallenge['prompts'][number];
export type FaceStage = 'straight' | FacePrompt;

export type FaceSteps = {
  readonly stages: readonly FaceStage[];
  /** The place of the stage that shows; as many as there are stages when all are taken. */
  readonly at: number;
  readonly sinceMs: number;
  readonly stillSinceMs: number;
  readonly earlier?: Seen;
  /** The straight look that movements are compared with. */
  readonly straight?: Seen;
  /** What the person can do better now. */
  readonly hint?: 'hold_still' | 'more' | 'back';
  /** Nothing moved for so long that it is better to begin again. */
  readonly gaveUp: boolean;
};

/** What happened at a moment; `take` says that its picture belongs to the answer. */
export type FaceStep = { readonly steps: FaceSteps; readonly take: boolean };

/** Changes as `changeBetween` gives them: a shaking hand stays below 13, a mouth is above 20. */
const MOVED = 17;
const BACK = 14;
const STILL = 9;

/** Time to read a prompt, to hold it, until a hint helps, and until waiting makes no sense. */
const READ_MS = 700;
const HELD_MS = 300;
const HINT_MS = 3_000;
const ANYWAY_MS = 4_500;
const GIVE_UP_MS = 15_000;

/** The steps for the prompts of a challenge, from a moment in milliseconds on. */
export function faceSteps(prompts: readonly FacePrompt[], atMs: number): FaceSteps {
  return {
    stages: ['straight', ...prompts.flatMap((prompt) => [prompt, 'straight'] as const)],
    at: 0,
    sinceMs: atMs,
    stillSinceMs: atMs,
    gaveUp: false,
  };
}

/** What shows now; undefined when all is taken. */
export function stageOf({ stages, at }: FaceSteps): FaceStage | undefined {
  return stages[at];
}

/** Takes in what the camera sees at a moment. */
export function stepOn(before: FaceSteps, seen: Seen, atMs: number): FaceStep {
  const stage = stageOf(before);
  if (stage === undefined) return { steps: before, take: false };
  const shaking = before.earlier !== undefined && changeBetween(before.earlier, seen) > STILL;
  const now = { ...before, earlier: seen, stillSinceMs: shaking ? atMs : before.stillSinceMs };
  const shownMs = atMs - before.sinceMs;
  const isHeld = shownMs >= READ_MS && atMs - now.stillSinceMs >= HELD_MS;
  const moved = before.straight === undefined ? 0 : changeBetween(before.straight, seen);
  const judged = judge(stage === 'straight', { isHeld, shownMs, moved });
  if (judged !== 'take') {
    const { hint: _, ...rest } = now;
    const gaveUp = shownMs >= GIVE_UP_MS;
    return { steps: { ...rest, gaveUp, ...(judged && { hint: judged }) }, take: false };
  }
  const { hint: _, ...rest } = now;
  const straight = stage === 'straight' && before.at === 0 ? seen : before.straight;
  return {
    steps: {
      ...rest,
      ...(straight && { straight }),
      at: before.at + 1,
      sinceMs: atMs,
      stillSinceMs: atMs,
    },
    take: true,
  };
}

type Look = { readonly isHeld: boolean; readonly shownMs: number; readonly moved: number };

function judge(
  straight: boolean,
  { isHeld, shownMs, moved }: Look,
): 'take' | FaceSteps['hint'] | undefined {
  const isLong = shownMs >= ANYWAY_MS;
  const isThere = straight ? moved <= BACK || isLong : moved >= MOVED;
  if (isThere && (isHeld || isLong)) return 'take';
  if (shownMs < HINT_MS) return undefined;
  if (isThere) return 'hold_still';
  return straight ? 'back' : 'more';
}
