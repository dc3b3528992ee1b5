// A limit is exact: not one request more, and none fewer.

import { expect, test } from 'vitest';
import { requestCounter } from './request-counters.ts';

function counterAt(time: { ms: number }, keysMax = 10) {
  return requestCounter({ requests: 3, seconds: 60, elapsedMs: () => time.ms, keysMax });
}

test('as many pass as may, and the others are told how long to wait', () => {
  const time = { ms: 0 };
  const { count } = counterAt(time);
  const waits = [0, 0, 20_500, 0, 39_499].map((ms) => {
    time.ms += ms;
    return count('a');
  });
  expect(waits).toEqual([undefined, undefined, undefined, 40, 1]);
  time.ms = 60_000;
  expect([count('a'), count('a'), count('a'), count('a')]).toEqual([
    undefined,
    undefined,
    undefined,
    60,
  ]);
});

test('one key does not use up what another may', () => {
  const { count } = counterAt({ ms: 0 });
  for (let times = 0; times < 5; times++) count('a');
  expect(count('b')).toBeUndefined();
});

test('a flood of keys takes no more memory than it may, and lets go the oldest window', () => {
  const time = { ms: 0 };
  const { count } = counterAt(time, 2);
  for (const key of ['a', 'a', 'a', 'b', 'b', 'b', 'c']) count(key);
  expect([count('b'), count('a')]).toEqual([60, undefined]);
});
