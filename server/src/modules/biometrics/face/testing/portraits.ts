// Faces for tests: cut at test time from the pictures inside the face library's package, never
// copied into this project. What is not there makes the tests that need it skip.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { decode } from 'jpeg-js';
import type { Picture } from '../jpeg.ts';
import { sampled } from './warp.ts';

type Spot = readonly [x: number, y: number];

/** A face in a picture of the package, with the places that a movement turns about. */
type Portrait = {
  readonly file: string;
  readonly crop: readonly [left: number, top: number, width: number, height: number];
  readonly scale: number;
  readonly forehead: Spot;
  readonly chin: Spot;
  readonly rightEar: Spot;
  readonly leftEar: Spot;
  readonly lips: Spot;
  readonly mouthWidth: number;
};

const DETECTED = 'screenshot-facedetect.jpg';

/** `bearded` and `shaven` are one man, some years apart; all others are different people. */
const PORTRAITS = {
  bearded: {
    file: 'screenshot-faceid.jpg',
    crop: [15, 143, 138, 138],
    scale: 2.6,
    forehead: [81, 160],
    chin: [82, 254],
    rightEar: [42, 207],
    leftEar: [125, 205],
    lips: [82, 225],
    mouthWidth: 26,
  },
  shaven: {
    file: DETECTED,
    crop: [8, 348, 148, 148],
    scale: 2.5,
    forehead: [90, 370],
    chin: [89, 462],
    rightEar: [40, 407],
    leftEar: [123, 405],
    lips: [90, 440],
    mouthWidth: 25,
  },
  darkHaired: {
    file: DETECTED,
    crop: [165, 348, 148, 148],
    scale: 2.5,
    forehead: [240, 364],
    chin: [218, 464],
    rightEar: [199, 396],
    leftEar: [284, 414],
    lips: [222, 438],
    mouthWidth: 31,
  },
  greyPictured: {
    file: DETECTED,
    crop: [632, 348, 156, 148],
    scale: 2.5,
    forehead: [709, 370],
    chin: [696, 467],
    rightEar: [665, 401],
    leftEar: [748, 412],
    lips: [699, 443],
    mouthWidth: 35,
  },
} as const satisfies Record<string, Portrait>;

export type Person = keyof typeof PORTRAITS;

export const PEOPLE = Object.keys(PORTRAITS) as Person[];

/** A face in a frame of 480 x 640, and where its parts are in the frame. */
export type Scene = {
  readonly picture: Picture;
  readonly face: Spot;
  /** Half the width and height of the head. */
  readonly radius: Spot;
  readonly lips: Spot;
  readonly mouthWidth: number;
};

const WIDTH = 480;
const HEIGHT = 640;

const folder = join(
  dirname(dirname(createRequire(import.meta.url).resolve('@vladmandic/human'))),
  'assets',
);

/** Whether the package's pictures are there. */
export const hasPortraits = Object.values(PORTRAITS).every(({ file }) =>
  existsSync(join(folder, file)),
);

/** A picture of the package by its file's name. */
export function pictureOf(file: string): Picture {
  const { width, height, data } = decode(readFileSync(join(folder, file)), {
    useTArray: true,
    formatAsRGBA: false,
  });
  return { width, height, pixels: data };
}

const scenes = new Map<Person, Scene>();

/** The scene of a person, made once. */
export function sceneOf(person: Person): Scene {
  const known = scenes.get(person);
  if (known !== undefined) return known;
  const portrait: Portrait = PORTRAITS[person];
  const { crop, scale } = portrait;
  const [left, top, width, height] = crop;
  const placed = ([x, y]: Spot): Spot => [
    WIDTH / 2 + (x - left - width / 2) * scale,
    HEIGHT / 2 + (y - top - height / 2) * scale,
  ];
  const source = pictureOf(portrait.file);
  const within = (value: number, low: number, size: number): number =>
    Math.min(low + size - 1, Math.max(low, value));
  const picture = sampled({ width: WIDTH, height: HEIGHT }, source, (x, y) => [
    within((x - WIDTH / 2) / scale + left + width / 2, left, width),
    within((y - HEIGHT / 2) / scale + top + height / 2, top, height),
  ]);
  const [right, far] = [placed(portrait.rightEar), placed(portrait.leftEar)];
  const [above, below] = [placed(portrait.forehead), placed(portrait.chin)];
  const scene: Scene = {
    picture,
    face: [(right[0] + far[0]) / 2, (above[1] + below[1]) / 2],
    radius: [((far[0] - right[0]) / 2) * 1.15, ((below[1] - above[1]) / 2) * 1.3],
    lips: placed(portrait.lips),
    mouthWidth: portrait.mouthWidth * scale,
  };
  scenes.set(person, scene);
  return scene;
}
