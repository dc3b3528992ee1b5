// How long a subject waits after failing, and when it is over.

import { addSeconds, parseInstant } from '@sycee/kit';
import { expect, test } from 'vitest';
import { ATTEMPTS, mayTryAt, waitAfter } from './attempts.ts';

const failedAt = parseInstant('2026-01-31T08:00:00.000Z');

test.each([
  [0, 0],
  [4, 0],
  [5, 30],
  [6, 60],
  [7, 120],
  [11, 1_920],
  [12, 3_600],
  [49, 3_600],
])('after %i failures in a row the next try is %i seconds away', (failures, seconds) => {
  expect(waitAfter(failures)).toBe(seconds);
  const tries = { failures, lastFailedAt: failedAt, disabledAt: null };
  const retryAt = addSeconds(failedAt, seconds);
  expect(mayTryAt(tries, retryAt)).toBe('open');
  if (seconds > 0) expect(mayTryAt(tries, addSeconds(retryAt, -0.001))).toEqual({ retryAt });
});

test('switched off stays off, however long one waits', () => {
  const tries = { failures: ATTEMPTS.inRowMax, lastFailedAt: failedAt, disabledAt: failedAt };
  expect(mayTryAt(tries, addSeconds(failedAt, 1e9))).toBe('disabled');
});
