// What becomes of speed, space and reads as the books fill, measured at some sizes on the way. The
// filling goes through the engine at full speed, like any other load.

import type { Instant } from '@sycee/kit';
import { machineClock } from '#platform';
import { openCustomersBySql } from '../customers-by-sql.ts';
import { openEngine, type RunningEngine } from '../engines.ts';
import { sustained, type CaughtUp } from '../lines.ts';
import type { Options } from '../options.ts';
import { askUntil, saturate, type Attempt, type Speed } from '../pace.ts';
import type { Place } from '../place.ts';
import { say } from '../say.ts';
import { counted } from '../table.ts';
import { customersOf, many, trafficBetween, type Customers } from '../traffic.ts';
import { tellProgress } from './progress.ts';
import { timeReads, type ReadTimes } from './reads.ts';
import { requireRoom } from './room.ts';
import { tableBytes, walBytes, type TableBytes } from './sizes.ts';

export type Window = {
  readonly speed: Speed;
  readonly left: CaughtUp;
  readonly sustainedPerSecond: number;
};

/** What was measured when so many transfers were in the books. */
export type Step = {
  readonly transfers: number;
  readonly fill: Speed & { readonly left: CaughtUp; readonly walBytes: number };
  readonly window: Window;
  readonly tables: readonly TableBytes[];
  /** The fold by itself, with nothing else to do. */
  readonly foldPerSecond: number;
  readonly reads: readonly ReadTimes[];
  /** The same reads while the last transfers stand on no statement yet. */
  readonly readsBehind: readonly ReadTimes[];
  readonly nodeBytes: number;
};

export type Growth = {
  readonly engine: string;
  readonly accounts: number;
  readonly start: Window;
  readonly steps: readonly Step[];
};

const CLIENTS = { clients: 4, size: 2_000 };
const WARM_UP_SECONDS_MAX = 3;
const BEHIND_MAX = 100_000;
const FUNDS_MINOR = 10n ** 12n;

type Filling = {
  readonly place: Place;
  readonly running: RunningEngine;
  readonly customers: Customers;
  readonly attempt: Attempt;
  readonly seconds: number;
  readonly since: Instant;
  /** How many transfers the books have. */
  readonly made: () => number;
};

/** Fills the books up to each of the sizes and measures there. */
export async function grow(
  place: Place,
  options: Options,
  sizes: readonly number[],
): Promise<Growth> {
  await requireRoom(place, sizes.at(-1) ?? 0);
  const { accounts, engine, seconds } = options;
  const since = machineClock.now();
  const opening = { from: 0, to: accounts, fundsMinor: FUNDS_MINOR };
  const customers = customersOf(accounts, await openCustomersBySql(place.url, opening));
  const running = await openEngine(engine, place.url);
  const next = trafficBetween(customers);
  let made = accounts;
  const attempt = async (): Promise<void> => {
    const transfers = many(CLIENTS.size, () => next('mixed'));
    await running.make(transfers);
    made += transfers.length;
  };
  const filling = {
    place,
    running,
    customers,
    attempt,
    seconds,
    since,
    made: (): number => made,
  };
  try {
    await saturate(attempt, CLIENTS, Math.min(seconds, WARM_UP_SECONDS_MAX));
    await running.lines.catchUp();
    const start = await openWindow(filling);
    const steps: Step[] = [];
    for (const size of sizes) steps.push(await stepTo(filling, size));
    return { engine, accounts, start, steps };
  } finally {
    await running.close();
  }
}

async function stepTo(filling: Filling, size: number): Promise<Step> {
  const { place, running, customers, attempt, made, since } = filling;
  const { url } = place;
  const walBefore = await walBytes(url);
  const progress = tellProgress(running.lines, made, size);
  const fill = await askUntil(attempt, CLIENTS, () => made() >= size);
  progress.stop();
  const left = await running.lines.catchUp();
  const wal = (await walBytes(url)) - walBefore;
  say(`${counted(made())} transfers: a window of ${filling.seconds} s, sizes, reads`);
  const window = await openWindow(filling);
  const transfers = made();
  const tables = await tableBytes(url);
  const reads = await timeReads(running.database, customers, since);
  const readsBehind = await running.lines.holdBack(async () => {
    const until = made() + Math.min(size, BEHIND_MAX);
    await askUntil(attempt, CLIENTS, () => made() >= until);
    return timeReads(running.database, customers, since);
  });
  const fold = await running.lines.catchUp();
  return {
    transfers,
    fill: { ...fill, left, walBytes: wal },
    window,
    tables,
    foldPerSecond: fold.behind / fold.seconds,
    reads,
    readsBehind,
    nodeBytes: process.memoryUsage().rss,
  };
}

async function openWindow({ running, attempt, seconds }: Filling): Promise<Window> {
  const speed = await saturate(attempt, CLIENTS, seconds);
  const left = await running.lines.catchUp();
  return { speed, left, sustainedPerSecond: sustained(speed, left) };
}
