// The short way is left alone for longer after each failure, and for nothing after a success.

import { expect, test } from 'vitest';
import { confidence } from './confidence.ts';

test('pauses twice as long after each failure, sixty-four batches at most', () => {
  const way = confidence();
  const pauses = Array.from({ length: 9 }, () => {
    expect(way.mayTry()).toBe(true);
    way.failed();
    let pause = 0;
    while (!way.mayTry()) pause++;
    return pause;
  });
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 64, 64]);
  way.succeeded();
  way.failed();
  expect([way.mayTry(), way.mayTry()]).toEqual([false, true]);
});
