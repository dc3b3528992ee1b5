// What can be asked of the benchmark, and what is told when it cannot be meant.

import { expect, test } from 'vitest';
import { optionsOf } from './options.ts';

test.each([
  [[], { kind: 'compare' }],
  [['--growth', '1,10,50'], { kind: 'growth', transfers: [1e6, 1e7, 5e7] }],
  [['--recovery', '0.1'], { kind: 'recovery', accounts: [100_000] }],
  [['--events'], { kind: 'events' }],
])('%j measures %j', (args, task) => {
  expect(optionsOf(args).task).toEqual(task);
});

test.each([
  [['--growth', '10,1'], 'takes rising millions'],
  [['--growth', ''], 'takes a number above zero'],
  [['--seconds', 'few'], 'takes a number above zero'],
  [['--rounds', '0'], 'takes a number above zero'],
  [['--engine', 'steam'], '--engine is one of'],
  [['--growth', '1', '--events'], 'one at a time'],
])('%j is refused: %s', (args, told) => {
  expect(() => optionsOf(args)).toThrow(told);
});
