// How fast a ledger is: clients that each wait for an answer before they ask again; or a steady
// rate that does not wait, so that a stall shows in every answer behind it.

import { setTimeout as pause } from 'node:timers/promises';

/** Makes one submission and resolves when it is acknowledged; anything else rejects. */
export type Attempt = () => Promise<void>;

/** Who asks: so many clients at once, each with submissions of `size` transfers. */
export type Clients = { readonly clients: number; readonly size: number };

export type Speed = {
  readonly transfers: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** From the moment a submission was asked, or was due, to its answer. */
  readonly p50Ms: number;
  readonly p99Ms: number;
};

const TICK_MS = 1;

/**
 * Lets clients ask for some seconds. What is under way then is waited for and counts like all else,
 * with its time, so that a submission half done is neither lost nor given away.
 */
export async function saturate(
  attempt: Attempt,
  clients: Clients,
  seconds: number,
): Promise<Speed> {
  const end = performance.now() + seconds * 1000;
  return askUntil(attempt, clients, (now) => now >= end);
}

/** The same until something is so. */
export async function askUntil(
  attempt: Attempt,
  { clients, size }: Clients,
  isOver: (now: number) => boolean,
): Promise<Speed> {
  const times: number[] = [];
  const begin = performance.now();
  const client = async (): Promise<void> => {
    for (let now = performance.now(); !isOver(now);) {
      const asked = now;
      await attempt();
      now = performance.now();
      times.push(now - asked);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return speedOf(times, size, (performance.now() - begin) / 1000);
}

/** Starts so many transfers a second, whether or not the earlier ones have been answered. */
export async function atRate(
  attempt: Attempt,
  perSecond: number,
  size: number,
  seconds: number,
): Promise<Speed> {
  const times: number[] = [];
  const underWay: Promise<void>[] = [];
  const timed = async (due: number): Promise<void> => {
    await attempt();
    times.push(performance.now() - due);
  };
  const begin = performance.now();
  const msEach = (1000 * size) / perSecond;
  const total = Math.max(1, Math.floor((seconds * 1000) / msEach));
  for (let made = 0; made < total;) {
    const dueMade = Math.min(total, Math.floor((performance.now() - begin) / msEach) + 1);
    // Counted from when it was due: a late start is part of the wait.
    for (; made < dueMade; made++) underWay.push(timed(begin + made * msEach));
    await pause(TICK_MS);
  }
  await Promise.all(underWay);
  return speedOf(times, size, (performance.now() - begin) / 1000);
}

function speedOf(times: readonly number[], size: number, seconds: number): Speed {
  const transfers = times.length * size;
  const [p50Ms = 0, p99Ms = 0] = quantiles(times, [0.5, 0.99]);
  return { transfers, seconds, perSecond: transfers / seconds, p50Ms, p99Ms };
}

/** The values below which the given shares of all lie; zero where there is none. */
export function quantiles(values: readonly number[], shares: readonly number[]): number[] {
  const sorted = Float64Array.from(values).toSorted();
  return shares.map((share) => sorted[Math.floor(sorted.length * share)] ?? 0);
}
