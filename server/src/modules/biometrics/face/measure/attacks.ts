// Attacks on the face check as pictures: what is held before the camera, rendered again as a
// screen or a print would show it. Nobody filmed a screen for this; it is an imitation.

import type { Frame } from '../analysis.ts';
import type { Picture } from '../jpeg.ts';
import type { FacePrompt } from '../prompts.ts';
import { act, faceOf, jpegOf, paced, taken } from '../testing/act.ts';
import type { Person } from '../testing/portraits.ts';
import { blurred, moved, sampled, toned } from '../testing/warp.ts';

export type Attack = {
  readonly name: string;
  /** Frames an attacker sends who wants to be taken for a person. */
  readonly frames: (person: Person, prompts: readonly FacePrompt[], seed: number) => Frame[];
};

/** A screen: soft, washed out, with the bands of two grids that do not meet. */
function onScreen(picture: Picture): Picture {
  return toned(blurred(picture, 1), (value, x, y) => {
    const bands = 1 + 0.06 * Math.sin(x * 2.1 + y * 0.13) + 0.05 * Math.sin(y * 1.9 + x * 0.07);
    return 255 * (value / 255) ** 0.85 * bands * 0.85 + 20;
  });
}

/** A print: softer, few tones, with dots. */
function onPaper(picture: Picture): Picture {
  return toned(blurred(picture, 2), (value, x, y) => {
    const dot = x % 3 === 0 && y % 3 === 0 ? 0.85 : 1.03;
    return Math.min(235, Math.max(35, value * 0.75 * dot + 30));
  });
}

/** The edge of the phone that shows it is in the picture. */
function framed(picture: Picture): Picture {
  const { width, height } = picture;
  return sampled(picture, picture, (x, y) => {
    const [u, v] = [(x - width / 2) / 0.72 + width / 2, (y - height / 2) / 0.72 + height / 2];
    return u < 0 || v < 0 || u >= width || v >= height ? [0, 0, 0.15] : [u, v];
  });
}

/** A flat picture turned about its upright middle, in radians. */
function tilted(picture: Picture, angle: number): Picture {
  const [midX, midY] = [picture.width / 2, picture.height / 2];
  const distance = picture.width * 2.2;
  return sampled(picture, picture, (x, y) => {
    const [right, down] = [x - midX, y - midY];
    const along = (right * distance) / (distance * Math.cos(angle) - right * Math.sin(angle));
    return [midX + along, midY + (down * (distance + along * Math.sin(angle))) / distance];
  });
}

/** What a hand can do with a flat picture to imitate a movement. */
function handled(picture: Picture, prompt: FacePrompt): Picture {
  switch (prompt) {
    case 'turn_left':
      return tilted(picture, -0.7);
    case 'turn_right':
      return tilted(picture, 0.7);
    case 'look_up':
      return sampled(picture, picture, (x, y) => [x, (y - 320) * 1.35 + 320]);
    case 'open_mouth':
      return moved(picture, 0, 10, 1.2);
  }
}

function stillPhoto(person: Person, prompts: readonly FacePrompt[], seed: number): Frame[] {
  const count = prompts.length * 2 + 1;
  return paced(Array.from({ length: count }, (_, index) => taken(faceOf(person), seed + index)));
}

function handledPhoto(show: (picture: Picture) => Picture): Attack['frames'] {
  return (person, prompts, seed) => {
    const photo = show(faceOf(person));
    const poses = [...prompts.flatMap((prompt) => [photo, handled(photo, prompt)]), photo];
    return paced(poses.map((pose, index) => taken(pose, seed + index)));
  };
}

/** A film of the person doing the right movements by luck, played to the camera. */
function playedFilm(show: (picture: Picture) => Picture): Attack['frames'] {
  return (person, prompts, seed) => {
    const movements = [...prompts.flatMap((prompt) => [undefined, prompt]), undefined];
    return paced(
      movements.map((movement, index) => taken(show(faceOf(person, movement)), seed + index)),
    );
  };
}

/** Every attack that was tried, the hopeless ones first. */
export const ATTACKS: readonly Attack[] = [
  { name: 'a photo held still', frames: stillPhoto },
  { name: 'a photo turned and tilted in the hand', frames: handledPhoto((picture) => picture) },
  { name: 'a print turned and tilted in the hand', frames: handledPhoto(onPaper) },
  {
    name: 'a phone showing a photo, turned',
    frames: handledPhoto((photo) => framed(onScreen(photo))),
  },
  {
    name: 'a film of the person doing other movements',
    frames: (person, prompts, seed) => act(person, prompts.toReversed(), seed),
  },
  { name: 'a film of the right movements on a screen', frames: playedFilm(onScreen) },
  {
    name: 'the same with the edge of the screen in view',
    frames: playedFilm((picture) => framed(onScreen(picture))),
  },
];

/** Frames of an earlier answer, encoded anew: fewer details, a touch brighter, a little larger. */
export function encodedAnew(pictures: readonly Picture[]): Frame[] {
  return paced(
    pictures.map((picture) =>
      jpegOf(
        toned(moved(picture, 0, 0, 1.01), (value) => value * 1.04 + 3),
        60,
      ),
    ),
  );
}
