// The recorder knows when somebody has finished, and says what is wrong before anything is sent.

import { describe, expect, test } from 'vitest';

import { SAMPLE_RATE_HZ } from './sound.ts';
import { heardIn, isQuiet, loudnessOf, soundFault } from './speech.ts';

/** Parts of sound: how long, how loud; a hum that no seed has to be told for. */
function sound(...parts: readonly [seconds: number, amplitude: number][]): Float32Array {
  const lengths = parts.map(([seconds]) => Math.round(seconds * SAMPLE_RATE_HZ));
  const samples = new Float32Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const [part, [, amplitude]] of parts.entries()) {
    for (let place = 0; place < (lengths[part] ?? 0); place++, at++) {
      samples[at] = amplitude * Math.sin(at * 0.31);
    }
  }
  return samples;
}

const SIX_DIGITS: [number, number][] = [
  [0.4, 0.001],
  [1.6, 0.2],
  [0.2, 0.001],
  [1, 0.2],
];

describe('whether somebody has finished', () => {
  test.each([
    ['nothing was said', sound([4, 0.001]), false],
    ['somebody is still speaking', sound(...SIX_DIGITS), false],
    ['a pause between digits', sound(...SIX_DIGITS, [0.6, 0.001]), false],
    ['a pause after the digits', sound(...SIX_DIGITS, [1.2, 0.001]), true],
    ['one word and a pause', sound([0.4, 0.001], [0.5, 0.2], [2, 0.001]), false],
    ['ten seconds are over', sound([10.1, 0.2]), true],
  ])('%s', (_, samples, finished) => {
    expect(heardIn(loudnessOf(samples)).finished).toBe(finished);
  });
});

describe('what is wrong with a recording', () => {
  test.each([
    ['nothing', sound(...SIX_DIGITS, [1, 0.001]), undefined],
    ['it is too short', sound([0.5, 0.001], [0.4, 0.2], [1, 0.001]), 'too_short'],
    ['it is too quiet', sound([0.5, 0.0001], [3, 0.003], [1, 0.0001]), 'too_quiet'],
    ['it is too loud', sound([0.5, 0.001], [3, 1.2], [1, 0.001]), 'too_loud'],
    ['the room is too loud', sound([0.5, 0.1], [3, 0.2], [1, 0.1]), 'too_noisy'],
  ])('%s', (_, samples, fault) => {
    expect(soundFault(samples)).toBe(fault);
  });
});

test('a room is quiet or not, and a click is not the room', () => {
  expect(isQuiet(loudnessOf(sound([1.5, 0.002])))).toBe(true);
  expect(isQuiet(loudnessOf(sound([0.1, 0.3], [1.4, 0.002])))).toBe(true);
  expect(isQuiet(loudnessOf(sound([1.5, 0.05])))).toBe(false);
});

test('the level follows the voice', () => {
  const quiet = heardIn(loudnessOf(sound([1, 0.001]))).level;
  const loud = heardIn(loudnessOf(sound([1, 0.001], [0.5, 0.3]))).level;
  expect(quiet).toBeLessThan(0.2);
  expect(loud).toBeGreaterThan(0.7);
});
