// Which movements the frames show, measured against the straight look at their beginning: people
// differ in how they hold their heads, but not in where their nose goes when they turn.

import type { FaceMeasures } from './analysis.ts';
import type { FacePrompt } from './prompts.ts';
import { MOVEMENT, STRAIGHT } from './settings.ts';

type Pose = Pick<FaceMeasures, 'turn' | 'pitch' | 'mouth'>;

/** Whether a face looks straight at the camera, its mouth closed. */
export function isStraight({ turn, pitch, mouth }: Pose): boolean {
  return (
    Math.abs(turn) <= STRAIGHT.turnMax &&
    Math.abs(pitch) <= STRAIGHT.pitchMax &&
    mouth <= STRAIGHT.mouthMax
  );
}

/** The clearest movement between a straight look and a later frame; undefined for none. */
export function movementOf(straight: Pose, later: Pose): FacePrompt | undefined {
  const turn = (later.turn - straight.turn) / MOVEMENT.turn;
  const candidates: [FacePrompt, number][] = [
    ['turn_left', turn],
    ['turn_right', -turn],
    ['look_up', (straight.pitch - later.pitch) / MOVEMENT.pitch],
    ['open_mouth', (later.mouth - straight.mouth) / MOVEMENT.mouth],
  ];
  const [clearest] = candidates.toSorted(([, a], [, b]) => b - a);
  return clearest !== undefined && clearest[1] >= 1 ? clearest[0] : undefined;
}

/** The movements of later frames in their order, one that lasts several frames told once. */
export function sequenceOf(movements: readonly (FacePrompt | undefined)[]): FacePrompt[] {
  const sequence: FacePrompt[] = [];
  for (const movement of movements) {
    if (movement !== undefined && movement !== sequence.at(-1)) sequence.push(movement);
  }
  return sequence;
}
