// Runs workers until the server stops: each on its own rhythm, woken by news, one round at a time.

import type { Database } from '../database/transaction.ts';
import { ANY_TOPIC } from '../outbox/event.ts';
import type { Worker } from './worker.ts';

export type RunningWorkers = {
  /** Wakes the workers that wait for one of these topics, or all of them for ANY_TOPIC. */
  readonly wake: (topics: ReadonlySet<string>) => void;
  /** Lets every round in progress finish, and starts no other. */
  readonly stop: () => Promise<void>;
};

/** What happened to a round; `seconds` is how long it took. */
export type OnRound = (
  worker: string,
  outcome: 'done' | 'failed',
  seconds: number,
  error?: unknown,
) => void;

const FAILURE_PAUSE_MS_MAX = 30_000;

/** Starts all workers. */
export function runWorkers(
  database: Database,
  workers: readonly Worker[],
  onRound: OnRound,
): RunningWorkers {
  const loops = workers.map((worker) => runLoop(database, worker, onRound));
  return {
    wake: (topics) => {
      for (const loop of loops) loop.wake(topics);
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

function runLoop(database: Database, worker: Worker, onRound: OnRound) {
  const bell = createBell();
  const stopping = new AbortController();
  let failures = 0;
  const round = async (): Promise<number> => {
    const startedAt = performance.now();
    const seconds = (): number => (performance.now() - startedAt) / 1000;
    try {
      const more = await worker.run(database);
      onRound(worker.name, 'done', seconds());
      failures = 0;
      return more ? 0 : worker.everyMs;
    } catch (error) {
      onRound(worker.name, 'failed', seconds(), error);
      failures += 1;
      return Math.min(worker.everyMs * 2 ** failures, FAILURE_PAUSE_MS_MAX);
    }
  };
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      const pauseMs = await round();
      if (pauseMs > 0) await bell.wait(pauseMs);
    }
  })();
  const waitsFor = new Set(worker.wakeOn);
  return {
    wake: (topics: ReadonlySet<string>): void => {
      const isMine = waitsFor.has(ANY_TOPIC) || topics.has(ANY_TOPIC);
      if (isMine || [...topics].some((topic) => waitsFor.has(topic))) bell.ring();
    },
    stop: async (): Promise<void> => {
      stopping.abort();
      bell.ring();
      await ended;
    },
  };
}

/** Waiting that can be cut short; a ring while nobody waits is kept for the next wait. */
function createBell() {
  let rung = false;
  let wakeUp: (() => void) | undefined;
  return {
    ring: (): void => {
      rung = true;
      wakeUp?.();
    },
    wait: async (milliseconds: number): Promise<void> => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          wakeUp = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      wakeUp = undefined;
    },
  };
}
