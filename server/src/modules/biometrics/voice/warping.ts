// How alike two stretches of sound are when each may run faster or slower than the other: dynamic
// time warping with symmetric steps (Sakoe and Chiba 1978).

import { distance, FEATURES } from './normalise.ts';

export type Warp = {
  /** Mean distance along the best path; 0 only for equal stretches. */
  readonly distance: number;
  /** How far the path leaves the straight line, in rows, on average: 0 for the same timing. */
  readonly bend: number;
};

/** The best warp between two stretches of features; the same both ways. */
export function warp(a: Float32Array, b: Float32Array): Warp {
  const [rows, columns] = [a.length / FEATURES, b.length / FEATURES];
  if (rows === 0 || columns === 0) return { distance: Infinity, bend: Infinity };
  const costs = new Float64Array(rows * columns);
  const steps = new Uint8Array(rows * columns);
  const cost = (row: number, column: number): number =>
    row < 0 || column < 0 ? Infinity : (costs[row * columns + column] ?? Infinity);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const here = distance(a, row, b, column);
      const straight = row + column === 0 ? 2 * here : cost(row - 1, column - 1) + 2 * here;
      const down = cost(row - 1, column) + here;
      const right = cost(row, column - 1) + here;
      const best = Math.min(straight, down, right);
      costs[row * columns + column] = best;
      steps[row * columns + column] = best === straight ? 0 : best === down ? 1 : 2;
    }
  }
  return {
    distance: cost(rows - 1, columns - 1) / (rows + columns),
    bend: bendOf(steps, rows, columns),
  };
}

/** Mean distance of the path from its own middle line, so that an offset is no bend. */
function bendOf(steps: Uint8Array, rows: number, columns: number): number {
  const offsets: number[] = [];
  let [row, column] = [rows - 1, columns - 1];
  while (row >= 0 && column >= 0) {
    offsets.push(row - column);
    const step = steps[row * columns + column];
    if (step !== 2) row--;
    if (step !== 1) column--;
  }
  const middle = offsets.toSorted((x, y) => x - y)[Math.floor(offsets.length / 2)] ?? 0;
  return offsets.reduce((sum, offset) => sum + Math.abs(offset - middle), 0) / offsets.length;
}
