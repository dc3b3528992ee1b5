// A running server around the rooms it is given: clock, database, outbox, workers, live hub and
// HTTP, in the order they need each other; stopping goes the other way round.

import type { Clock, RefusalTable } from '@sycee/kit';
import { createDatabase } from './database/database.ts';
import { missingMigrations, type Migration } from './database/migration-files.ts';
import { openPool } from './database/pool.ts';
import type { Database } from './database/transaction.ts';
import type { Authenticate, ConsumeProofs } from './http/authentication.ts';
import type { GiveBackProofs, StaffDoor } from './http/authentication.ts';
import { createLiveHub, type LiveHub } from './http/live.ts';
import type { Duty } from './http/operating-routes.ts';
import type { Route } from './http/route.ts';
import {
  closeHttpServer,
  createHttpServer,
  type HttpServer,
  type HttpSettings,
} from './http/server.ts';
import { endOfDayWorker, type EndOfDayJob } from './jobs/end-of-day.ts';
import { tidyUpJobs } from './jobs/tidy-up.ts';
import { enterKeyReader, type KeySource } from './keys/key-readers.ts';
import type { Log } from './observe/log.ts';
import { createMetrics, type Figures, type Metrics } from './observe/metrics.ts';
import { ANY_TOPIC, type Subscriber } from './outbox/event.ts';
import { liveNewsWorker } from './outbox/live-news.ts';
import { writeSubscriptions } from './outbox/subscriptions.ts';
import { outboxWorkers } from './outbox/workers.ts';
import { platformRefusals } from './refusals.ts';
import { createKeyring } from './security/secrets.ts';
import { beginBack, businessClock } from './time/business-clock.ts';
import { clockRoutes } from './time/routes.ts';
import { runWorkers, type RunningWorkers } from './workers/run-workers.ts';
import { openSignals } from './workers/signals.ts';
import { wakeSignal } from './workers/wake-signal.ts';
import type { Worker } from './workers/worker.ts';

/** What the modules bring into the house. */
export type Rooms = {
  readonly routes: readonly Route[];
  readonly refusals: RefusalTable;
  readonly subscribers: readonly Subscriber[];
  readonly workers: readonly Worker[];
  readonly endOfDayJobs: readonly EndOfDayJob[];
  readonly authenticate: Authenticate;
  readonly consumeProofs: ConsumeProofs;
  readonly giveBackProofs: GiveBackProofs;
  /** Who may use routes for staff; left out where there are none. */
  readonly staff?: StaffDoor;
  /** The topic that tells a party that sessions of it have ended. */
  readonly sessionsEndedTopic: string;
  /** What a room keeps open beside the database, for as long as the house stands. */
  readonly open?: (database: Database, log: Log) => Promise<Opened>;
};

export type Opened = {
  readonly close: () => Promise<void>;
  /** Whether this process moves money; left out where every process does. */
  readonly duty?: () => Duty;
  /** What is measured of it, by the name of the metric. */
  readonly figures?: () => Figures;
};

export type HouseParts = {
  readonly rooms: Rooms;
  readonly http: HttpSettings;
  readonly databaseUrl: string;
  readonly databasePoolMax: number;
  readonly migrations: readonly Migration[];
  /** Where the master keys are found; asked again while the house is open. */
  readonly secretKeys: KeySource;
  readonly clock: Clock;
  readonly clockMovable: boolean;
  /** Where a movable clock begins on a new database: so many days before the machine's. */
  readonly clockStartDaysBack?: number;
  readonly log: Log;
};

export type House = {
  readonly http: HttpServer;
  readonly database: Database;
  /** All workers, for tests that run them by hand instead of starting them. */
  readonly workers: readonly Worker[];
  readonly startWorkers: () => void;
  /** Answers what has begun, finishes the workers' rounds, and lets go of the database. */
  readonly stop: () => Promise<void>;
};

/** Every route of a bank with these rooms, the platform's own included. */
export function allRoutes(rooms: Rooms, clockMovable: boolean): Route[] {
  return [...clockRoutes({ movable: clockMovable }), ...rooms.routes];
}

export function allRefusals(rooms: Rooms): RefusalTable {
  return { ...platformRefusals, ...rooms.refusals };
}

/** Puts a house together on a migrated database. */
export async function openHouse(parts: HouseParts): Promise<House> {
  const { rooms, log } = parts;
  const running: { workers?: RunningWorkers; live?: LiveHub } = {};
  const signals = await openSignals(parts.databaseUrl, () => {
    running.workers?.wake(new Set([ANY_TOPIC]));
    running.live?.startOver();
  });
  signals.on('published', (list) => {
    const topics = new Set(list.split(','));
    running.workers?.wake(topics);
    // The clock was moved, perhaps past the end of sessions.
    if (topics.has(ANY_TOPIC)) running.live?.askAgain();
  });
  const pool = openPool({
    url: parts.databaseUrl,
    max: parts.databasePoolMax,
    role: 'sycee_app',
    onIdleError: (error) => log.warn({ err: error }, 'a database connection was lost'),
  });
  const clock = businessClock(parts.clock, parts.clockMovable);
  const keyring = createKeyring(parts.secretKeys());
  const database = createDatabase({
    pool,
    moment: clock.moment,
    secrets: keyring.secrets,
    onPublished: wakeSignal(signals),
  });
  const keyReader = await enterKeyReader(database, keyring, parts.secretKeys, log);
  if (clock.movable) await beginBack(database, parts.clockStartDaysBack ?? 0);
  await database.transact((tx) => writeSubscriptions(tx, rooms.subscribers));
  const live = createLiveHub({ ...rooms, database, signals });
  running.live = live;
  const liveConnections = live.connections;
  const metrics = createMetrics({ pool, database, liveConnections });
  const workers = [keyReader.worker, ...houseWorkers(rooms, log)];
  const stopping = new AbortController();
  const opened = await rooms.open?.(database, log);
  if (opened?.figures !== undefined) metrics.watch(opened.figures);
  const http = await createHttpServer(parts.http, {
    ...rooms,
    database,
    metrics,
    log,
    live,
    routes: allRoutes(rooms, parts.clockMovable),
    refusals: allRefusals(rooms),
    isOverloaded: () => pool.waitingCount > WAITING_PER_CONNECTION * parts.databasePoolMax,
    duty: () => opened?.duty?.() ?? 'on_duty',
    obstacles: () => obstaclesOf(database, parts.migrations, stopping.signal),
  });
  return {
    http,
    database,
    workers,
    startWorkers: () => {
      running.workers = runWorkers(database, workers, noteRounds(metrics, log));
    },
    stop: async () => {
      stopping.abort();
      live.close();
      await closeHttpServer(http);
      await running.workers?.stop();
      await opened?.close();
      await signals.close();
      await keyReader.leave(database).catch(() => undefined);
      await database.close();
    },
  };
}

/** More requests than this waiting for each connection, and the next ones are sent away. */
const WAITING_PER_CONNECTION = 20;

function houseWorkers(rooms: Rooms, log: Log): Worker[] {
  const deliveries = outboxWorkers(rooms.subscribers, (subscriber, event, error) =>
    log.warn({ err: error, subscriber, event: String(event.id), topic: event.topic }, 'delivery'),
  );
  const endOfDay = endOfDayWorker([...rooms.endOfDayJobs, ...tidyUpJobs]);
  return [endOfDay, liveNewsWorker, ...deliveries, ...rooms.workers];
}

function noteRounds(metrics: Metrics, log: Log) {
  return (worker: string, outcome: string, seconds: number, error?: unknown): void => {
    metrics.round(worker, outcome, seconds);
    if (outcome === 'failed') log.error({ err: error, worker }, 'a round of a worker failed');
  };
}

async function obstaclesOf(
  database: Database,
  migrations: readonly Migration[],
  stopping: AbortSignal,
): Promise<string[]> {
  if (stopping.aborted) return ['the server is stopping'];
  try {
    const missing = await database.read((tx) => missingMigrations(tx.query, migrations));
    return missing.map((migration) => `migration ${migration} is missing`);
  } catch {
    return ['the database does not answer'];
  }
}
