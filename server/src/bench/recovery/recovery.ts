// How soon the ledger is back: a server is killed under full load, and the time runs until another
// one has acknowledged a transfer. With many accounts, because an engine may have to load them.

import { setTimeout as pause } from 'node:timers/promises';
import { openCustomersBySql } from '../customers-by-sql.ts';
import { newRun } from '../ids.ts';
import { BEHIND } from '../lines.ts';
import type { Options } from '../options.ts';
import type { Speed } from '../pace.ts';
import { asOwner, type Place } from '../place.ts';
import { say } from '../say.ts';
import { counted } from '../table.ts';
import { startChild, type Child } from './child.ts';
import type { Orders } from './server.ts';

/** Milliseconds from a kill -9: until the next process ran, had its engine open, and answered. */
export type Comeback = {
  readonly loadedMs: number;
  readonly openedMs: number;
  readonly firstAnswerMs: number;
  /** Transfers that stood on no statement yet when the server died. */
  readonly behind: number;
  /** Transfers a second in the seconds that followed the first answer, one by one. */
  readonly afterwards: readonly number[];
};

export type Recovered = {
  readonly accounts: number;
  readonly openingSeconds: number;
  /** Payments to accounts that the server has not seen before. */
  readonly firstTouch: Speed;
  /** Bytes of memory in Node for each account it has seen. */
  readonly bytesAnAccount: number;
  /** How many accounts it had seen when it was killed. */
  readonly seen: number;
  /** Transfers a second between accounts it has seen. */
  readonly warmPerSecond: number;
  readonly restart: Comeback;
  readonly standby: Comeback;
};

export type Recovery = { readonly engine: string; readonly sizes: readonly Recovered[] };

const SECONDS_AFTER_MAX = 5;
const STANDBY_SECONDS_MAX = 3;

/** Measures with each of the numbers of accounts, on top of those before. */
export async function recover(
  place: Place,
  { engine, seconds, touchSeconds }: Options,
  sizes: readonly number[],
): Promise<Recovery> {
  const run = newRun();
  const recovered: Recovered[] = [];
  let open = 0;
  let funded = 0;
  for (const accounts of sizes) {
    const begin = performance.now();
    await openCustomersBySql(place.url, { from: open, to: accounts, fundsMinor: 0n }, run);
    const openingSeconds = (performance.now() - begin) / 1000;
    open = accounts;
    const orders = { url: place.url, engine, run, funded, accounts, seconds: touchSeconds };
    const played = await play({ ...orders, isStandby: false }, seconds);
    funded = played.seen;
    recovered.push({ accounts, openingSeconds, ...played });
  }
  return { engine, sizes: recovered };
}

/** Three servers, one after the other: one that warms up, one that restarts, one that stood by. */
async function play(
  orders: Orders,
  seconds: number,
): Promise<Omit<Recovered, 'accounts' | 'openingSeconds'>> {
  const first = startChild(orders);
  const { speed, bytes, funded } = await first.first('touched');
  say(`${counted(funded)} accounts are seen; load, kill -9, restart`);
  await first.first('made');
  const warmPerSecond = await perSecond(first, seconds);
  const later = { ...orders, funded, accounts: funded };
  const firstEnd = await first.kill();
  const second = startChild(later);
  const restart = await comeback(orders.url, second, firstEnd, seconds);
  say('kill -9, and a standby takes over');
  const third = startChild({ ...later, isStandby: true });
  await third.first('loaded');
  await pause(Math.min(seconds, STANDBY_SECONDS_MAX) * 1000);
  const secondEnd = await second.kill();
  third.go();
  const standby = await comeback(orders.url, third, secondEnd, seconds);
  await third.kill();
  return {
    firstTouch: speed,
    bytesAnAccount: bytes,
    seen: funded,
    warmPerSecond,
    restart,
    standby,
  };
}

async function comeback(
  url: string,
  child: Child,
  killedAt: number,
  seconds: number,
): Promise<Comeback> {
  const [behind, loaded, opened, made] = await Promise.all([
    transfersBehind(url),
    child.first('loaded'),
    child.first('opened'),
    child.first('made'),
  ]);
  const afterwards: number[] = [];
  while (afterwards.length < Math.min(seconds, SECONDS_AFTER_MAX)) {
    afterwards.push(await perSecond(child, 1));
  }
  // Before the kill means that a standby had done it already.
  const since = (at: number): number => Math.max(0, at - killedAt);
  return {
    loadedMs: since(loaded.at),
    openedMs: since(opened.at),
    firstAnswerMs: since(made.at),
    behind,
    afterwards,
  };
}

async function perSecond(child: Child, seconds: number): Promise<number> {
  const before = child.made();
  await pause(seconds * 1000);
  return (child.made() - before) / seconds;
}

async function transfersBehind(url: string): Promise<number> {
  const [row] = await asOwner<{ behind: bigint }>(url, BEHIND);
  return Number(row?.behind ?? 0n);
}
