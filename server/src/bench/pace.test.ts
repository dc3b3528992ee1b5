// Speeds are honest: nothing that was asked is left out, and a late answer counts from when it was
// due.

import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { askUntil, atRate, quantiles } from './pace.ts';

test('what is under way at the end is waited for and counted', async () => {
  let asked = 0;
  const attempt = async (): Promise<void> => {
    asked++;
    await pause(20);
  };
  const speed = await askUntil(attempt, { clients: 3, size: 100 }, () => asked >= 4);
  expect(speed.transfers).toBe(asked * 100);
  expect(speed.seconds).toBeGreaterThanOrEqual(0.035);
});

test('a stall shows in the answers to all that was due meanwhile', async () => {
  const stalled = pause(120);
  const { transfers, p50Ms } = await atRate(() => stalled, 100, 1, 0.1);
  expect(transfers).toBe(10);
  expect(p50Ms).toBeGreaterThan(30);
});

test('quantiles are values that were measured', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(quantiles(values, [0.5, 0.99])).toEqual([51, 100]);
  expect(quantiles([], [0.5])).toEqual([0]);
});
