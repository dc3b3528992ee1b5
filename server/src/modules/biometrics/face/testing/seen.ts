// Analyses as the models would make them, written down by hand: what a face does and who it is,
// without any picture.

import { createHash } from 'node:crypto';
import type { FaceAnalysis, FaceMeasures, FrameAnalysis } from '../analysis.ts';
import type { FacePrompt } from '../prompts.ts';

/** The model of these analyses. */
export const TEST_MODEL = 'test-model';

const STRAIGHT: FaceMeasures = {
  widthPx: 210,
  inside: 1,
  light: 130,
  sharpness: 0.3,
  turn: 0.02,
  pitch: 4,
  mouth: 0.02,
  antispoof: 0.7,
  liveness: 0.9,
  embedding: [],
};

const MOVED: Readonly<Record<FacePrompt, Partial<FaceMeasures>>> = {
  turn_left: { turn: 0.4 },
  turn_right: { turn: -0.36 },
  look_up: { pitch: -9 },
  open_mouth: { mouth: 0.26 },
};

export type Act = {
  readonly person?: number;
  readonly prompts?: readonly (FacePrompt | undefined)[];
  /** Different takes are different frames of the same act. */
  readonly take?: number | string;
  readonly stepMs?: number;
  /** Changes of every frame, or of one by its place. */
  readonly all?: Partial<FaceMeasures>;
  readonly at?: Readonly<Record<number, Partial<FrameAnalysis>>>;
};

/** What the models see of a person who follows prompts, looking straight before and after each. */
export function seen(act: Act = {}): FaceAnalysis {
  const { person = 1, prompts = [], take = 1, stepMs = 600, all = {}, at = {} } = act;
  const movements = [...prompts.flatMap((prompt) => [undefined, prompt]), undefined];
  const frames = movements.map((movement, index): FrameAnalysis => {
    const name = `${person} ${movements.join()} ${take} ${index}`;
    const face = {
      ...STRAIGHT,
      ...(movement && MOVED[movement]),
      embedding: faceOf(person, movement === undefined ? 0.1 : 0.5, name),
      ...all,
    };
    return {
      atMs: 1_000 + index * stepMs,
      sample: hashOf(name),
      look: hashOf(`look ${name}`),
      faces: 1,
      face,
      ...at[index],
    };
  });
  return { model: TEST_MODEL, frames };
}

/** A direction for each person, and near it one for each name: the larger `apart`, the further. */
export function faceOf(person: number, apart: number, name: string): number[] {
  const own = directionOf(`person ${person}`);
  const other = directionOf(name);
  return own.map((value, index) => value + apart * (other[index] ?? 0));
}

function directionOf(name: string): number[] {
  const bytes = [0, 1, 2, 3].flatMap((part) => [
    ...createHash('sha512').update(`${name} ${part}`).digest(),
  ]);
  return bytes.map((byte) => byte / 127.5 - 1);
}

function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}
