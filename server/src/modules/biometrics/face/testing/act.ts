// People of the package's pictures who do what a challenge asks, frame by frame, as a camera would
// send it: never twice the same picture, a little moved, with noise.

import { encode } from 'jpeg-js';
import type { Frame } from '../analysis.ts';
import type { Picture } from '../jpeg.ts';
import type { FacePrompt } from '../prompts.ts';
import { sceneOf, type Person, type Scene } from './portraits.ts';
import { moved, mouthOpened, noisy, turned } from './warp.ts';

/** How far the movements go: radians, and for the mouth a share of the head. */
const STRENGTH = { turn: 0.62, up: 0.54, mouth: 0.24 } as const;

const FRAME_MS = 600;

/** A person's face in a frame, looking straight or doing a movement. */
export function faceOf(person: Person, movement?: FacePrompt): Picture {
  const scene = sceneOf(person);
  return movement === undefined ? scene.picture : performed(scene, movement);
}

function performed(scene: Scene, movement: FacePrompt): Picture {
  const { picture, radius } = scene;
  switch (movement) {
    case 'turn_left':
      return turned(picture, scene, { left: STRENGTH.turn });
    case 'turn_right':
      return turned(picture, scene, { left: -STRENGTH.turn });
    case 'look_up':
      return turned(picture, scene, { up: STRENGTH.up });
    case 'open_mouth':
      return mouthOpened(picture, scene, radius[1] * STRENGTH.mouth);
  }
}

/** A picture as a camera takes it at some moment; a seed always gives the same bytes. */
export function taken(picture: Picture, seed: number): Uint8Array {
  const place = (salt: number): number => ((seed * salt) % 17) - 8;
  const there = moved(picture, place(5), place(7), 1 + place(3) / 400);
  return jpegOf(noisy(there, 5, seed));
}

/** The bytes of a JPEG. */
export function jpegOf({ width, height, pixels }: Picture, quality = 86): Uint8Array {
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    rgba.set(pixels.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
  }
  return new Uint8Array(encode({ data: rgba, width, height }, quality).data);
}

/** Frames at an even pace. */
export function paced(jpegs: readonly Uint8Array[]): Frame[] {
  return jpegs.map((jpeg, index) => ({ jpeg, atMs: index * FRAME_MS }));
}

/** A person follows prompts, looking straight before each and at the end. */
export function act(person: Person, prompts: readonly FacePrompt[], seed: number): Frame[] {
  const movements = [...prompts.flatMap((prompt) => [undefined, prompt]), undefined];
  return paced(
    movements.map((movement, index) => taken(faceOf(person, movement), seed * 31 + index)),
  );
}
