// Nobody says a digit twice in quite the same time. A recording that was played again, or cut to
// pieces and put together anew, has the very course of sound of an earlier one: each earlier digit
// is slid over the new recording without any warping, and how well it fits is how old the news is.

import { CEPSTRA, type Rows } from './cepstra.ts';
import { featuresOf, FEATURES, meanOf } from './normalise.ts';
import { rowsOf, type Take } from './voice-print.ts';

/** Where digits meet, the cut is never quite the same: these rows are left out. */
const EDGE_ROWS = 3;
const CORE_ROWS_MIN = 6;
const SLIDE_ROWS = 10;

type Course = {
  readonly digits: string;
  readonly features: Float32Array;
  /** First row of each digit, and the end. */
  readonly bounds: readonly number[];
};

/** From 0 (the very same, in every digit) upwards; 1 when nothing was heard before. */
export function noveltyOf(latest: Take, earlier: readonly Take[]): number {
  const course = courseOf(latest);
  const known = earlier.map(courseOf);
  const fits = [...latest.digits].map((digit, place) =>
    Math.max(0, ...known.map((one) => bestFit(course, place, one, digit))),
  );
  return 1 - fits.reduce((sum, fit) => sum + fit, 0) / Math.max(1, fits.length);
}

/** The digits of a take in a row again: they are the whole of its speech. */
function courseOf({ digits, prints }: Take): Course {
  const stretches = prints.map(rowsOf);
  const whole: Rows = new Float32Array(stretches.reduce((sum, rows) => sum + rows.length, 0));
  const bounds = [0];
  let at = 0;
  for (const rows of stretches) {
    whole.set(rows, at);
    at += rows.length;
    bounds.push(at / CEPSTRA);
  }
  return { digits, features: featuresOf(whole, meanOf(stretches)), bounds };
}

function bestFit(course: Course, place: number, known: Course, digit: string): number {
  const fits = [...known.digits].map((one, index) => {
    if (one !== digit) return 0;
    const start = (known.bounds[index] ?? 0) + EDGE_ROWS;
    const length = (known.bounds[index + 1] ?? 0) - EDGE_ROWS - start;
    if (length < CORE_ROWS_MIN) return 0;
    const first = Math.max(0, (course.bounds[place] ?? 0) - SLIDE_ROWS);
    const end = Math.min(
      course.features.length / FEATURES,
      (course.bounds[place + 1] ?? 0) + SLIDE_ROWS,
    );
    let best = 0;
    for (let at = first; at + length <= end; at++) {
      best = Math.max(best, fitAt(course.features, at, known.features, start, length));
    }
    return best;
  });
  return Math.max(0, ...fits);
}

/** Correlation of the cepstra of two stretches, row by row: 1 for the same course of sound. */
function fitAt(
  a: Float32Array,
  rowA: number,
  b: Float32Array,
  rowB: number,
  length: number,
): number {
  let [both, onlyA, onlyB] = [0, 1e-9, 1e-9];
  for (let row = 0; row < length; row++) {
    const [fromA, fromB] = [(rowA + row) * FEATURES, (rowB + row) * FEATURES];
    for (let index = 0; index < CEPSTRA; index++) {
      const [left, right] = [a[fromA + index] ?? 0, b[fromB + index] ?? 0];
      both += left * right;
      onlyA += left * left;
      onlyB += right * right;
    }
  }
  return both / Math.sqrt(onlyA * onlyB);
}
