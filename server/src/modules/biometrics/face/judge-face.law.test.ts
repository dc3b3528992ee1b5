// Laws of the face check: only the asked movements in the asked order pass, whatever else is done.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitsBetween } from './looks.ts';
import { judgeFace } from './judge-face.ts';
import { drawPrompts, FACE_PROMPTS, type FacePrompt } from './prompts.ts';
import { FACE_SETTINGS } from './settings.ts';
import { medianOf, middleOf, similarityOf } from './similarity.ts';
import { seen } from './testing/seen.ts';

const movement = fc.constantFrom<FacePrompt | undefined>(...FACE_PROMPTS, undefined);
const asked = fc.shuffledSubarray([...FACE_PROMPTS], { minLength: 2, maxLength: 2 });

test('an act passes exactly when its movements are the prompts in their order', () => {
  fc.assert(
    fc.property(asked, fc.array(movement, { minLength: 2, maxLength: 4 }), (prompts, acted) => {
      const verdict = judgeFace({
        analysis: seen({ prompts: acted }),
        prompts,
        openMs: 60_000,
        isReplay: false,
        earlierLooks: [],
        settings: FACE_SETTINGS,
      });
      // Between two movements the face always looks straight, so none of them melts into the next.
      const done = acted
        .filter((each) => each !== undefined)
        .filter((each, index, all) => each !== all[index - 1]);
      expect(verdict.reasons.length === 0).toBe(done.join() === prompts.join());
    }),
  );
});

test('prompts are different, and every pair comes up about as often as any other', () => {
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 12_000; draw++) {
    // A multiplicative generator stands for chance, so that a failure comes again.
    const words = new Uint32Array([Math.imul(draw, 2_654_435_761), Math.imul(draw, 40_503) * 977]);
    const pair = drawPrompts(2, Buffer.from(words.buffer).toString('base64url'));
    expect(new Set(pair).size).toBe(2);
    counts.set(pair.join(), (counts.get(pair.join()) ?? 0) + 1);
  }
  expect(counts.size).toBe(12);
  for (const count of counts.values()) expect(count).toBeGreaterThan(600);
});

test('likeness is the same both ways, 1 with itself, and blind to length', () => {
  const embedding = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
    minLength: 8,
    maxLength: 8,
  });
  const long = embedding.filter((values) => Math.hypot(...values) > 1e-3);
  fc.assert(
    fc.property(long, long, fc.double({ min: 0.1, max: 9, noNaN: true }), (a, b, factor) => {
      const scaled = a.map((value) => value * factor);
      expect(similarityOf(a, b)).toBeCloseTo(similarityOf(b, a), 10);
      expect(similarityOf(a, scaled)).toBeCloseTo(1, 10);
      expect(similarityOf(middleOf([a, scaled]), a)).toBeCloseTo(1, 10);
    }),
  );
});

test('bits between looks are a distance', () => {
  const look = fc.stringMatching(/^[0-9a-f]{64}$/);
  fc.assert(
    fc.property(look, look, look, (a, b, c) => {
      expect(bitsBetween(a, a)).toBe(0);
      expect(bitsBetween(a, b)).toBe(bitsBetween(b, a));
      expect(bitsBetween(a, c)).toBeLessThanOrEqual(bitsBetween(a, b) + bitsBetween(b, c));
    }),
  );
});

test.each([
  [[], 0],
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (values, median) => {
  expect(medianOf(values)).toBe(median);
});
