// A range of ids that the database is known not to have, so that an id in it needs no look. Ids are
// mostly made in order of time, so one look finds the range they will fall into for hours: from the
// last id of the past to the end. What is made in the range meanwhile is among the touched ids, and
// when those forget one, the range begins behind it.

import { compareWords, wordsOf } from './words.ts';

export type FreeRange = {
  /** Whether an id was in the database at no look; it may have been touched since. */
  readonly holds: (words: Uint32Array, at: number) => boolean;
  /** Moves the range: between two ids that the database has, with none between them. */
  readonly move: (below: string | null, above: string | null) => void;
  /** Takes everything up to an id out of the range. */
  readonly beginBehind: (words: Uint32Array, at: number) => void;
};

/** A range that holds nothing before it is moved. */
export function freeRange(): FreeRange {
  const lower = new Uint32Array(4).fill(0xffff_ffff);
  const upper = new Uint32Array(4).fill(0xffff_ffff);

  const holds = (words: Uint32Array, at: number): boolean =>
    compareWords(words, at, lower, 0) > 0 && compareWords(words, at, upper, 0) < 0;

  return {
    holds,
    move: (below, above) => {
      if (below === null) lower.fill(0);
      else lower.set(wordsOf(below));
      if (above === null) upper.fill(0xffff_ffff);
      else upper.set(wordsOf(above));
    },
    beginBehind: (words, at) => {
      if (holds(words, at)) lower.set(words.subarray(at, at + 4));
    },
  };
}
