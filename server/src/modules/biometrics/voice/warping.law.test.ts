// Laws of warping: nothing is nearer than itself, both ways are as far, and a stretch said slower
// is no other stretch.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FEATURES } from './normalise.ts';
import { warp } from './warping.ts';

const value = fc.float({ min: -20, max: 20, noNaN: true });
const row = fc.array(value, { minLength: FEATURES, maxLength: FEATURES });
const stretch = fc
  .array(row, { minLength: 1, maxLength: 12 })
  .map((rows) => Float32Array.from(rows.flat()));

/** The same with some rows said twice. */
function slower(rows: Float32Array, every: number): Float32Array {
  const said = Array.from({ length: rows.length / FEATURES }, (_, at) => at).flatMap((at) => {
    const one = [...rows.subarray(at * FEATURES, (at + 1) * FEATURES)];
    return at % every === 0 ? [...one, ...one] : one;
  });
  return Float32Array.from(said);
}

describe('warping', () => {
  test('a stretch is at no distance from itself, and straight', () => {
    fc.assert(
      fc.property(stretch, (a) => {
        expect(warp(a, a)).toEqual({ distance: 0, bend: 0 });
      }),
    );
  });

  test('both ways are equally far', () => {
    fc.assert(
      fc.property(stretch, stretch, (a, b) => {
        expect(warp(a, b).distance).toBeCloseTo(warp(b, a).distance, 6);
      }),
    );
  });

  test('saying some of it twice as slowly moves it nowhere', () => {
    fc.assert(
      fc.property(stretch, fc.integer({ min: 1, max: 4 }), (a, every) => {
        expect(warp(a, slower(a, every)).distance).toBeCloseTo(0, 6);
      }),
    );
  });

  test('it is never farther than without warping', () => {
    const pair = fc
      .integer({ min: 1, max: 10 })
      .chain((rows) =>
        fc.tuple(
          ...[0, 1].map(() =>
            fc.array(row, { minLength: rows, maxLength: rows }).map((all) => all.flat()),
          ),
        ),
      );
    fc.assert(
      fc.property(pair, ([a = [], b = []]) => {
        const rows = a.length / FEATURES;
        let straight = 0;
        for (let at = 0; at < rows; at++) {
          const from = at * FEATURES;
          straight += Math.hypot(
            ...a.slice(from, from + FEATURES).map((one, index) => one - (b[from + index] ?? 0)),
          );
        }
        const { distance } = warp(Float32Array.from(a), Float32Array.from(b));
        expect(distance).toBeLessThanOrEqual(straight / rows + 1e-3);
      }),
    );
  });
});
