// Chance that can be repeated: everything a made-up voice does follows from a seed, so that a test
// or a measurement that fails can be heard again.

export type Chance = {
  /** Evenly between the two, the first included. */
  readonly between: (low: number, high: number) => number;
  /** Normal, around zero, with a standard deviation of one. */
  readonly normal: () => number;
  /** A whole number from zero to below `count`. */
  readonly below: (count: number) => number;
};

/** Chance from a seed; equal seeds give equal chances (mulberry32). */
export function chanceFrom(seed: number): Chance {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    between: (low, high) => low + (high - low) * next(),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    below: (count) => Math.floor(count * next()),
  };
}
