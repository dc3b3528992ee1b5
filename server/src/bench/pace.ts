// How fast a ledger is: as many clients as it can bear, each waiting for its answer before it asks
// again; or a steady rate that does not wait, so that a stall shows in every answer behind it.

import { setTimeout as pause } from 'node:timers/promises';

/** Makes one transfer and resolves when it is acknowledged; anything else rejects. */
export type Attempt = () => Promise<void>;

export type Speed = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number };

const WARM_UP_SECONDS = 1;
const TICK_MS = 1;

/** Drives `clients` loops for some seconds after a warm-up; times are those of single transfers. */
export async function saturate(attempt: Attempt, clients: number, seconds: number): Promise<Speed> {
  const times: number[] = [];
  const begin = performance.now() + WARM_UP_SECONDS * 1000;
  const end = begin + seconds * 1000;
  const client = async (): Promise<void> => {
    for (let now = performance.now(); now < end;) {
      const asked = now;
      await attempt();
      now = performance.now();
      if (asked >= begin && now <= end) times.push(now - asked);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return speedOf(times, seconds);
}

/** Starts so many attempts a second, whether or not the earlier ones have been answered. */
export async function atRate(attempt: Attempt, perSecond: number, seconds: number): Promise<Speed> {
  const times: number[] = [];
  const underWay: Promise<void>[] = [];
  const timed = async (due: number, counts: boolean): Promise<void> => {
    await attempt();
    if (counts) times.push(performance.now() - due);
  };
  const start = performance.now();
  const total = (WARM_UP_SECONDS + seconds) * perSecond;
  for (let made = 0; made < total;) {
    const dueMade = Math.min(total, ((performance.now() - start) / 1000) * perSecond);
    for (; made < dueMade; made++) {
      // Counted from when it was due: a late start is part of the wait.
      const due = start + (made / perSecond) * 1000;
      const counts = made >= WARM_UP_SECONDS * perSecond;
      underWay.push(timed(due, counts));
    }
    await pause(TICK_MS);
  }
  await Promise.all(underWay);
  return speedOf(times, seconds);
}

function speedOf(times: number[], seconds: number): Speed {
  const sorted = Float64Array.from(times).toSorted();
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { perSecond: times.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}
