// What makes two recordings comparable: the microphone's colour is taken out by removing the mean,
// the coefficients get equal say, and how they change is set beside what they are.

import { CEPSTRA, type Rows } from './cepstra.ts';

/** Values in a row of features: cepstra, and their change over 50 ms. */
export const FEATURES = 2 * CEPSTRA;

const DELTA_REACH = 2;
const DELTA_WEIGHT = 1.6;
const DELTA_NORM = 10;

/** Gives every coefficient about the same spread (raised-sine lifter, Juang 1987). */
const LIFTER = Float64Array.from(
  { length: CEPSTRA },
  (_, place) => 1 + (CEPSTRA / 2) * Math.sin((Math.PI * (place + 1)) / CEPSTRA),
);

function rowCount(rows: Rows): number {
  return rows.length / CEPSTRA;
}

/** The mean row over several stretches of rows, each row counting once. */
export function meanOf(stretches: readonly Rows[]): Float64Array {
  const mean = new Float64Array(CEPSTRA);
  let count = 0;
  for (const rows of stretches) {
    for (const [place, value] of rows.entries()) {
      mean[place % CEPSTRA] = (mean[place % CEPSTRA] ?? 0) + value;
    }
    count += rowCount(rows);
  }
  return mean.map((sum) => sum / Math.max(1, count));
}

/** Features of rows around a mean: `FEATURES` values for each row. */
export function featuresOf(rows: Rows, mean: Float64Array): Float32Array {
  const count = rowCount(rows);
  const features = new Float32Array(count * FEATURES);
  const at = (row: number, index: number): number =>
    rows[Math.max(0, Math.min(count - 1, row)) * CEPSTRA + index] ?? 0;
  for (let row = 0; row < count; row++) {
    for (let index = 0; index < CEPSTRA; index++) {
      const lift = LIFTER[index] ?? 1;
      let change = 0;
      for (let reach = 1; reach <= DELTA_REACH; reach++) {
        change += reach * (at(row + reach, index) - at(row - reach, index));
      }
      features[row * FEATURES + index] = lift * (at(row, index) - (mean[index] ?? 0));
      features[row * FEATURES + CEPSTRA + index] = (lift * DELTA_WEIGHT * change) / DELTA_NORM;
    }
  }
  return features;
}

/** Euclidean distance between one row of features and another. */
export function distance(a: Float32Array, rowA: number, b: Float32Array, rowB: number): number {
  let sum = 0;
  const fromA = rowA * FEATURES;
  const fromB = rowB * FEATURES;
  for (let index = 0; index < FEATURES; index++) {
    const gap = (a[fromA + index] ?? 0) - (b[fromB + index] ?? 0);
    sum += gap * gap;
  }
  return Math.sqrt(sum);
}
