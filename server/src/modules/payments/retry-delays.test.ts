// How the bank paces its questions to the card bank.

import { expect, test } from 'vitest';
import { retryDelaySeconds } from './retry-delays.ts';

test('asks again after 1, 2, 5, 10, 20, 40 seconds and then every minute', () => {
  const delays = Array.from({ length: 10 }, (_, at) => retryDelaySeconds(at + 1));
  expect(delays).toEqual([1, 2, 5, 10, 20, 40, 60, 60, 60, 60]);
  expect(retryDelaySeconds(100_000)).toBe(60);
});
