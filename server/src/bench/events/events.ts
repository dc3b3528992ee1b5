// Whether news keeps up with money: submissions carry events, the outbox takes them to a subscriber
// that only counts, and what it has not heard when the load ends is told.

import { setTimeout as pause } from 'node:timers/promises';
import type { EngineName, NewTransfer } from '#ledger';
import type { NewEvent, OutboxEvent, Subscriber } from '#platform';
import { writeSubscriptions } from '../../platform/outbox/subscriptions.ts';
import { outboxWorkers } from '../../platform/outbox/workers.ts';
import { runWorkers } from '../../platform/workers/run-workers.ts';
import { openEngine } from '../engines.ts';
import type { Options } from '../options.ts';
import { quantiles, saturate, type Speed } from '../pace.ts';
import { checkpoint, openDatabase, type Place } from '../place.ts';
import { say } from '../say.ts';
import { many, openCustomers, type NextTransfer } from '../traffic.ts';

/** How many events a submission carries. */
export type Carrying = 'none' | 'one a submission' | 'one a transfer';

export type EventsLine = {
  readonly carrying: Carrying;
  readonly speed: Speed;
  readonly published: number;
  /** Heard before the last answer of the load. */
  readonly heardMeanwhile: number;
  /** From asking for the transfer to hearing of it. */
  readonly lagP50Ms: number;
  readonly lagP99Ms: number;
  /** After the load, until all was heard or patience was at its end. */
  readonly catchUp: { readonly seconds: number; readonly heard: number; readonly left: number };
};

export type Events = {
  readonly engine: string;
  readonly accounts: number;
  readonly size: number;
  readonly lines: readonly EventsLine[];
};

const CLIENTS = { clients: 4, size: 500 };
const CARRYING: readonly Carrying[] = ['none', 'one a submission', 'one a transfer'];
const TOPIC = 'bench.moved';
const PATIENCE_SECONDS = 60;
const LOOK_MS = 20;

/** Measures with no, few and many events. */
export async function carryEvents(place: Place, options: Options): Promise<Events> {
  const { accounts, engine, seconds } = options;
  const database = openDatabase(place.url, 2);
  const next = await openCustomers(database, accounts);
  await database.close();
  const lines: EventsLine[] = [];
  for (const carrying of CARRYING) {
    say(`events: ${carrying}`);
    lines.push(await carry(place, engine, { next, carrying, seconds }));
  }
  return { engine, accounts, size: CLIENTS.size, lines };
}

type Load = {
  readonly next: NextTransfer;
  readonly carrying: Carrying;
  readonly seconds: number;
};

async function carry(
  { url }: Place,
  engine: EngineName,
  { next, carrying, seconds }: Load,
): Promise<EventsLine> {
  await checkpoint(url);
  const lags: number[] = [];
  const outbox = await openOutbox(url, lags);
  const running = await openEngine(engine, url, outbox.wake);
  let published = 0;
  const attempt = async (): Promise<void> => {
    const transfers = many(CLIENTS.size, () => next('random'));
    const events = eventsOf(transfers, carrying);
    await running.make(transfers, events);
    published += events.length;
  };
  const speed = await saturate(attempt, CLIENTS, seconds);
  const heardMeanwhile = lags.length;
  const begin = performance.now();
  const by = begin + PATIENCE_SECONDS * 1000;
  while (lags.length < published && performance.now() < by) await pause(LOOK_MS);
  const catchUp = {
    seconds: (performance.now() - begin) / 1000,
    heard: lags.length - heardMeanwhile,
    left: published - lags.length,
  };
  await outbox.close();
  await running.close();
  const [lagP50Ms = 0, lagP99Ms = 0] = quantiles(lags, [0.5, 0.99]);
  return { carrying, speed, published, heardMeanwhile, lagP50Ms, lagP99Ms, catchUp };
}

/** The key is the transfer's id, as a payment's is its order. */
function eventsOf(transfers: readonly NewTransfer[], carrying: Carrying): NewEvent[] {
  const asked = performance.now();
  const told = { none: 0, 'one a submission': 1, 'one a transfer': transfers.length }[carrying];
  return transfers.slice(0, told).map(({ id }) => ({ topic: TOPIC, key: id, payload: { asked } }));
}

/** An outbox with one subscriber, as a server runs it; `lags` gets the age of each event heard. */
async function openOutbox(url: string, lags: number[]) {
  const count = ({ payload }: OutboxEvent): void => {
    lags.push(performance.now() - (payload as { asked: number }).asked);
  };
  const hears: Subscriber = {
    name: 'bench.counter',
    topics: [TOPIC],
    handle: async (_tx, event) => count(event),
    handleAll: async (_tx, events) => events.forEach(count),
  };
  const database = openDatabase(url, 2, { name: 'outbox' });
  await database.transact((tx) => writeSubscriptions(tx, [hears]));
  const workers = runWorkers(
    database,
    outboxWorkers([hears], (subscriber, _event, error) => tellFailed(subscriber, error)),
    (worker, outcome, _seconds, error) => outcome === 'failed' && tellFailed(worker, error),
  );
  return {
    wake: workers.wake,
    close: async (): Promise<void> => {
      await workers.stop();
      await database.close();
    },
  };
}

function tellFailed(name: string, error: unknown): void {
  say(`${name} failed: ${String(error)}`);
}
