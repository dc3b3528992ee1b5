// Coarse looks of frames: a picture that was re-encoded, scaled or brightened keeps its look, while
// a face that is there again holds itself differently by more than a few bits.

import { LOOKS } from './settings.ts';

/** In how many bits two looks of the same length differ. */
export function bitsBetween(a: string, b: string): number {
  let bits = 0;
  for (let index = 0; index < a.length; index++) {
    let rest = Number.parseInt(a[index] ?? '0', 16) ^ Number.parseInt(b[index] ?? '0', 16);
    for (; rest > 0; rest >>= 1) bits += rest & 1;
  }
  return bits;
}

/** How many of some looks resemble any of others. */
export function resembling(looks: readonly string[], others: readonly string[]): number {
  return looks.filter((look) => others.some((other) => bitsBetween(look, other) <= LOOKS.bitsMax))
    .length;
}
