// The arithmetic of the charts.

import { expect, test } from 'vitest';

import { arcs, barHeights } from './chart-shapes.ts';

test('a ring is shared in proportion, with a gap between the slices', () => {
  expect(arcs([750n, 250n])).toEqual([
    { dash: '744 1000', offset: -0 },
    { dash: '244 1000', offset: -750 },
  ]);
});

test('one slice is the whole ring, without a gap', () => {
  expect(arcs([5n])).toEqual([{ dash: '1000 1000', offset: -0 }]);
});

test('nothing at all draws no more than a trace', () => {
  expect(arcs([0n, 0n]).map(({ dash }) => dash)).toEqual(['2 1000', '2 1000']);
});

test('bars are in proportion to the largest, and what is not nothing stays visible', () => {
  const days = [
    { up: 1000n, down: 0n },
    { up: 1n, down: 500n },
  ];
  expect(barHeights(days, 40)).toEqual([
    { up: 40, down: 0 },
    { up: 2, down: 20 },
  ]);
});
