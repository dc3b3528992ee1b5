// Workers run on their rhythm, when woken, and again at once while there is more; they stop only
// between rounds.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Database } from '../database/transaction.ts';
import { ANY_TOPIC } from '../outbox/event.ts';
import { runWorkers, type RunningWorkers } from './run-workers.ts';
import type { Worker } from './worker.ts';

const database = {} as Database;
let running: RunningWorkers;
let rounds: string[];
beforeEach(() => {
  vi.useFakeTimers();
  rounds = [];
});
afterEach(async () => {
  await running.stop();
  vi.useRealTimers();
});

function start(run: Worker['run'], more: Partial<Worker> = {}): void {
  const worker: Worker = { name: 'play', everyMs: 1_000, wakeOn: ['play.topic'], run, ...more };
  running = runWorkers(database, [worker], (_worker, outcome) => rounds.push(outcome));
}

const after = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe('a worker', () => {
  test('runs at the start and then on its rhythm', async () => {
    start(async () => false);
    await after(0);
    expect(rounds).toHaveLength(1);
    await after(2_500);
    expect(rounds).toHaveLength(3);
  });

  test('runs again at once while there is more to do', async () => {
    const more = [true, true, true, false];
    start(async () => more.shift() ?? false);
    await after(0);
    expect(rounds).toHaveLength(4);
  });

  test.each([
    ['its topic', 'play.topic', 2],
    ['any topic at all', ANY_TOPIC, 2],
    ["somebody else's topic", 'other.topic', 1],
  ])('told of %s', async (_name, topic, expected) => {
    start(async () => false);
    await after(0);
    running.wake(new Set([topic]));
    await after(0);
    expect(rounds).toHaveLength(expected);
  });

  test('woken in the middle of a round runs once more after it', async () => {
    let finish: (() => void) | undefined;
    start(async () => {
      await new Promise<void>((resolve) => void (finish = resolve));
      return false;
    });
    await after(0);
    running.wake(new Set(['play.topic']));
    running.wake(new Set(['play.topic']));
    finish?.();
    await after(0);
    finish?.();
    await after(0);
    expect(rounds).toHaveLength(2);
    const stopped = running.stop();
    finish?.();
    await stopped;
  });

  test('that fails is told, and tries again later and later', async () => {
    start(async () => {
      throw new Error('not now');
    });
    await after(0);
    expect(rounds).toEqual(['failed']);
    await after(1_999);
    expect(rounds).toHaveLength(1);
    await after(1);
    expect(rounds).toHaveLength(2);
    await after(3_999);
    expect(rounds).toHaveLength(2);
    await after(1);
    expect(rounds).toHaveLength(3);
  });

  test('stops only when its round is finished', async () => {
    let finish: (() => void) | undefined;
    start(async () => {
      await new Promise<void>((resolve) => void (finish = resolve));
      return true;
    });
    await after(0);
    let stopped = false;
    const stopping = running.stop().then(() => (stopped = true));
    await after(10_000);
    expect(stopped).toBe(false);
    finish?.();
    await stopping;
    expect(rounds).toEqual(['done']);
  });
});
