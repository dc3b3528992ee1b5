// Which ids were touched lately, and by which turn: made, failed, resolved or opened. An id that is
// not here was last touched so long ago that any look into the database shows it. Kept in two
// generations; when the younger is full the older is forgotten, but for what is still needed.

import { hashOf, sameWords } from './words.ts';

export type TouchedIds = {
  /** The last turn that touched an id lately, or 0; from now on it is the given one. */
  readonly touch: (words: Uint32Array, at: number, turn: number) => number;
  /** The last turn that touched an id lately, or 0. */
  readonly turnOf: (words: Uint32Array, at: number) => number;
  /** How often ids were forgotten so far. */
  readonly timesForgotten: () => number;
};

export type TouchedIdsParts = {
  /** How many ids a generation holds. */
  readonly generationMax?: number;
  /** Whether an id that a turn touched may be forgotten. */
  readonly isForgettable: (turn: number) => boolean;
  /** Told of each id that is forgotten. */
  readonly onForgotten?: (words: Uint32Array, at: number) => void;
};

type Generation = { count: number; words: Uint32Array; turns: Float64Array; table: Int32Array };

export function touchedIds(parts: TouchedIdsParts): TouchedIds {
  const { generationMax = 1 << 18, isForgettable, onForgotten } = parts;
  let young = openGeneration(generationMax);
  let old = openGeneration(generationMax);
  let youngMax = generationMax;
  let timesForgotten = 0;

  /** The older generation becomes the younger, empty but for what must not be forgotten. */
  function rotate(): void {
    timesForgotten++;
    const dropped = old;
    old = young;
    young = openGeneration(generationMax);
    for (let index = 0; index < dropped.count; index++) {
      const turn = dropped.turns[index] ?? 0;
      // Touched again since: the older one of the two is of no use.
      if (find(old, dropped.words, index * 4) >= 0) continue;
      if (isForgettable(turn)) onForgotten?.(dropped.words, index * 4);
      else insert(young, dropped.words, index * 4, turn);
    }
    // Where much has to be kept, turning over at once again would only keep it again.
    youngMax = Math.max(generationMax, young.count * 2);
  }

  return {
    touch: (words, at, turn) => {
      if (young.count >= youngMax) rotate();
      const index = find(young, words, at);
      if (index >= 0) {
        const before = young.turns[index] ?? 0;
        young.turns[index] = turn;
        return before;
      }
      const before = turnIn(old, words, at);
      insert(young, words, at, turn);
      return before;
    },
    turnOf: (words, at) => {
      const index = find(young, words, at);
      return index >= 0 ? (young.turns[index] ?? 0) : turnIn(old, words, at);
    },
    timesForgotten: () => timesForgotten,
  };
}

function openGeneration(capacity: number): Generation {
  return {
    count: 0,
    words: new Uint32Array(capacity * 4),
    turns: new Float64Array(capacity),
    table: new Int32Array(capacity * 2),
  };
}

function turnIn(generation: Generation, words: Uint32Array, at: number): number {
  const index = find(generation, words, at);
  return index >= 0 ? (generation.turns[index] ?? 0) : 0;
}

function find({ words, table }: Generation, id: Uint32Array, at: number): number {
  const mask = table.length - 1;
  for (let entry = hashOf(id, at) & mask; ; entry = (entry + 1) & mask) {
    const index = (table[entry] ?? 0) - 1;
    if (index < 0 || sameWords(words, index * 4, id, at)) return index;
  }
}

function insert(generation: Generation, id: Uint32Array, at: number, turn: number): void {
  if (generation.count === generation.turns.length) grow(generation);
  const index = generation.count++;
  const { words } = generation;
  for (let word = 0; word < 4; word++) words[index * 4 + word] = id[at + word] ?? 0;
  generation.turns[index] = turn;
  place(generation, index);
}

function place({ words, table }: Generation, index: number): void {
  const mask = table.length - 1;
  let at = hashOf(words, index * 4) & mask;
  while (table[at] !== 0) at = (at + 1) & mask;
  table[at] = index + 1;
}

function grow(generation: Generation): void {
  const larger = openGeneration(generation.turns.length * 2);
  larger.words.set(generation.words);
  larger.turns.set(generation.turns);
  Object.assign(generation, larger, { count: generation.count });
  for (let index = 0; index < generation.count; index++) place(generation, index);
}
