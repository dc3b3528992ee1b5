// Ids in words say the same as ids in text: which texts are ids, which are equal, and their order.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_ID, NIL_ID } from '../status.ts';
import { freeRange } from './free-range.ts';
import { compareWords, readWords, sameWords, wordsOf } from './words.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Ids that differ in few digits, so that they meet. */
const ids = fc.oneof(
  fc.uuid(),
  fc.constantFrom(NIL_ID, MAX_ID),
  fc
    .nat(0xffff)
    .map((end) => `0ba00000-0000-7000-8000-00000000${end.toString(16).padStart(4, '0')}`),
);

describe('words', () => {
  test('only a uuid in lower case can be read', () => {
    const spoilt = fc
      .tuple(ids, fc.nat(36), fc.constantFrom('', 'g', 'A', '-', '0', '字', ' '))
      .map(([id, at, put]) => id.slice(0, at) + put + id.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(ids, spoilt, fc.string()), (text) => {
        expect(readWords(text, new Uint32Array(4), 0)).toBe(UUID.test(text));
      }),
      { numRuns: 1000 },
    );
  });

  test('they are equal and in order as their texts are', () => {
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        const [first, second] = [wordsOf(a), wordsOf(b)];
        expect(sameWords(first, 0, second, 0)).toBe(a === b);
        expect(Math.sign(compareWords(first, 0, second, 0))).toBe(a < b ? -1 : Number(a > b));
      }),
    );
  });
});

describe('the free range', () => {
  test('holds what lies between its neighbours, and nothing at first', () => {
    const neighbours = fc.tuple(fc.option(ids), fc.option(ids));
    fc.assert(
      fc.property(neighbours, ids, ids, ([below, above], id, behind) => {
        const range = freeRange();
        expect(range.holds(wordsOf(id), 0)).toBe(false);
        range.move(below, above);
        const isBetween = (below === null || id > below) && (above === null || id < above);
        const isReserved = id === NIL_ID || id === MAX_ID;
        expect(range.holds(wordsOf(id), 0)).toBe(isBetween && !isReserved);
        const isInside = range.holds(wordsOf(behind), 0);
        range.beginBehind(wordsOf(behind), 0);
        const stays = isBetween && !isReserved && (!isInside || id > behind);
        expect(range.holds(wordsOf(id), 0)).toBe(stays);
      }),
    );
  });
});
