// The pictures of a face check are taken when the movement is there and held, however fast or slow
// somebody is, and nobody is left waiting for ever.

import { describe, expect, test } from 'vitest';

import { faceSteps, stageOf, stepOn, type FacePrompt, type FaceSteps } from './face-steps.ts';
import { cardFaultOf, changeBetween, faultOf, seenIn, type Seen } from './guidance.ts';

const WIDTH = 48;
const HEIGHT = 64;

/** A picture with a dark spot, whose place is the movement. */
function looking(place: number, light = 120): Seen {
  const lights = Float32Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    const isSpot = Math.abs(x - 24 - place) < 5 && Math.abs(y - 32) < 5;
    return isSpot ? light - 80 : light;
  });
  return seenIn({ width: WIDTH, height: HEIGHT, lights });
}

const STRAIGHT = looking(0);
const LEFT = looking(-9);
const UP = looking(9);

/** Shows what a person does, at ten pictures a second; tells at which pictures one was taken. */
function follow(prompts: FacePrompt[], course: readonly [seconds: number, seen: Seen][]) {
  let steps: FaceSteps = faceSteps(prompts, 0);
  const taken: number[] = [];
  const hints = new Set<string>();
  let atMs = 0;
  for (const [seconds, seen] of course) {
    for (let picture = 0; picture < seconds * 10; picture++, atMs += 100) {
      const step = stepOn(steps, seen, atMs);
      steps = step.steps;
      if (step.take) taken.push(atMs);
      if (steps.hint !== undefined) hints.add(steps.hint);
    }
  }
  return { taken, hints: [...hints], steps };
}

test('a spot that moved is a change, one that shook or other light is none', () => {
  expect(changeBetween(STRAIGHT, LEFT)).toBeGreaterThan(17);
  expect(changeBetween(STRAIGHT, looking(2))).toBeLessThan(5);
  expect(changeBetween(STRAIGHT, looking(0, 140))).toBeLessThan(5);
});

test.each([
  ['nothing', 120, undefined],
  ['too dark', 40, 'too_dark'],
  ['too bright', 240, 'too_bright'],
] as const)('a picture has a fault: %s', (_, light, fault) => {
  const noise = seenIn({
    width: WIDTH,
    height: HEIGHT,
    lights: Float32Array.from({ length: WIDTH * HEIGHT }, (__, at) => light + ((at * 7) % 13) - 6),
  });
  expect(faultOf(noise)).toBe(fault);
});

test('a picture without any edge is blurred', () => {
  expect(faultOf(seenIn({ width: WIDTH, height: HEIGHT, lights: ramp() }))).toBe('blurred');
});

function ramp(): Float32Array {
  return Float32Array.from({ length: WIDTH * HEIGHT }, (_, at) => 60 + (at % WIDTH) * 2);
}

test('a card with a lamp in it glares, one without does not, however white', () => {
  const card = (lamp: number, paper = 130) => ({
    width: WIDTH,
    height: HEIGHT,
    lights: Float32Array.from({ length: WIDTH * HEIGHT }, (_, at) =>
      at < lamp ? 255 : paper + ((at * 7) % 41) - (at % 5 === 0 ? 60 : 0),
    ),
  });
  expect(cardFaultOf(card(0))).toBeUndefined();
  expect(cardFaultOf(card(0, 208))).toBeUndefined();
  expect(cardFaultOf(card(WIDTH * 10))).toBe('glare');
});

describe('somebody who follows the prompts', () => {
  test('is taken straight, at each movement and straight again', () => {
    const { taken, steps } = follow(
      ['turn_left', 'look_up'],
      [
        [1.2, STRAIGHT],
        [1.2, LEFT],
        [1.2, STRAIGHT],
        [1.2, UP],
        [1.2, STRAIGHT],
      ],
    );
    expect(taken).toHaveLength(5);
    expect(stageOf(steps)).toBeUndefined();
  });

  test('may be slow, and is told what to do', () => {
    const { taken, hints } = follow(
      ['turn_left', 'look_up'],
      [
        [5, STRAIGHT],
        [1.5, LEFT],
      ],
    );
    expect(hints[0]).toBe('more');
    expect(taken).toHaveLength(2);
  });

  test('is asked to come back when the movement lasts', () => {
    const { hints } = follow(
      ['turn_left', 'look_up'],
      [
        [1.2, STRAIGHT],
        [5, LEFT],
      ],
    );
    expect(hints).toEqual(['back']);
  });
});

test('a hand that never rests is taken all the same', () => {
  const course = Array.from({ length: 60 }, (_, at): [number, Seen] => [
    0.1,
    at % 2 === 0 ? LEFT : UP,
  ]);
  const { taken, hints } = follow(['turn_left', 'look_up'], course);
  expect(hints).toContain('hold_still');
  expect(taken.length).toBeGreaterThan(0);
});

test('who does nothing is not waited for', () => {
  const { steps } = follow(['turn_left', 'look_up'], [[17, STRAIGHT]]);
  expect(steps.gaveUp).toBe(true);
});
