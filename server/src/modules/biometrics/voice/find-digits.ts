// Which digits were said, and where each begins: every way to read the recording as a row of known
// digits is compared, and the cheapest wins (level building, Myers and Rabiner 1981). Nobody needs
// to pause between digits for this.

import { distance, FEATURES } from './normalise.ts';

/** A way to say a digit, as features. */
export type DigitSound = { readonly digit: number; readonly features: Float32Array };

export type Reading = {
  readonly digits: readonly number[];
  /** First row of each digit, and behind the last one the end. */
  readonly bounds: readonly number[];
  /** Mean distance per row. */
  readonly cost: number;
};

/** Staying on a sound or skipping one costs a little, so that timing counts. */
const UNEVEN = 1.15;

type Level = {
  /** By row: cost of the cheapest way to have said so many digits before this row. */
  readonly costs: Float64Array;
  readonly starts: Int32Array;
  readonly sounds: Int16Array;
};

/** Distances of all rows to all rows of all sounds, shared by several readings. */
export type Comparison = {
  readonly rows: number;
  readonly sounds: readonly DigitSound[];
  readonly distances: readonly Float32Array[];
};

export function compareWithSounds(
  features: Float32Array,
  sounds: readonly DigitSound[],
): Comparison {
  const rows = features.length / FEATURES;
  const distances = sounds.map((sound) => {
    const length = sound.features.length / FEATURES;
    const table = new Float32Array(rows * length);
    for (let row = 0; row < rows; row++) {
      for (let place = 0; place < length; place++) {
        table[row * length + place] = distance(features, row, sound.features, place);
      }
    }
    return table;
  });
  return { rows, sounds, distances };
}

/** The cheapest reading as `count` digits of which the n-th is allowed; undefined if none fits. */
export function readDigits(
  comparison: Comparison,
  count: number,
  isAllowed: (digit: number, place: number) => boolean,
): Reading | undefined {
  const { rows } = comparison;
  const first = new Float64Array(rows + 1).fill(Infinity);
  first[0] = 0;
  const levels: Level[] = [];
  for (let place = 0; place < count; place++) {
    const before = levels.at(-1)?.costs ?? first;
    levels.push(nextLevel(comparison, before, (digit) => isAllowed(digit, place)));
  }
  const cost = levels.at(-1)?.costs[rows] ?? Infinity;
  return Number.isFinite(cost) ? traceBack(comparison, levels, cost / rows) : undefined;
}

function nextLevel(
  { rows, sounds, distances }: Comparison,
  before: Float64Array,
  isAllowed: (digit: number) => boolean,
): Level {
  const level = {
    costs: new Float64Array(rows + 1).fill(Infinity),
    starts: new Int32Array(rows + 1),
    sounds: new Int16Array(rows + 1),
  };
  for (const [index, sound] of sounds.entries()) {
    const table = distances[index];
    if (table !== undefined && isAllowed(sound.digit)) sayAfter(before, table, index, level);
  }
  return level;
}

/** Extends every way that ended before some row by one sound. */
function sayAfter(before: Float64Array, table: Float32Array, index: number, level: Level): void {
  const rows = before.length - 1;
  const length = table.length / rows;
  let costs = new Float64Array(length).fill(Infinity);
  let starts = new Int32Array(length);
  let nextCosts = new Float64Array(length);
  let nextStarts = new Int32Array(length);
  for (let row = 0; row < rows; row++) {
    for (let place = 0; place < length; place++) {
      const here = table[row * length + place] ?? Infinity;
      let best = (costs[place] ?? Infinity) + here * UNEVEN;
      let start = starts[place] ?? 0;
      if (place === 0) {
        const entering = (before[row] ?? Infinity) + here;
        if (entering < best) {
          best = entering;
          start = row;
        }
      } else {
        const straight = (costs[place - 1] ?? Infinity) + here;
        if (straight < best) {
          best = straight;
          start = starts[place - 1] ?? 0;
        }
        const skipping = place < 2 ? Infinity : (costs[place - 2] ?? Infinity) + here * UNEVEN;
        if (skipping < best) {
          best = skipping;
          start = starts[place - 2] ?? 0;
        }
      }
      nextCosts[place] = best;
      nextStarts[place] = start;
    }
    [costs, nextCosts] = [nextCosts, costs];
    [starts, nextStarts] = [nextStarts, starts];
    // The end of a word is often too quiet to be heard.
    for (let end = length - 1; end >= length - 3; end--) {
      const cost = costs[end] ?? Infinity;
      if (cost >= (level.costs[row + 1] ?? Infinity)) continue;
      level.costs[row + 1] = cost;
      level.starts[row + 1] = starts[end] ?? 0;
      level.sounds[row + 1] = index;
    }
  }
}

function traceBack({ rows, sounds }: Comparison, levels: readonly Level[], cost: number): Reading {
  const digits: number[] = [];
  const bounds = [rows];
  let end = rows;
  for (const level of levels.toReversed()) {
    digits.unshift(sounds[level.sounds[end] ?? 0]?.digit ?? 0);
    end = level.starts[end] ?? 0;
    bounds.unshift(end);
  }
  return { digits, bounds, cost };
}
