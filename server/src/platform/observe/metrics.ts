// What the server counts and measures, in Prometheus' form. Counters are kept as things happen;
// the state of the outbox and the pool is read when somebody asks.

import { isoOf } from '@sycee/kit';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Pool } from '../database/pool.ts';
import type { Database } from '../database/transaction.ts';
import { LIVE_SUBSCRIBER } from '../outbox/live-news.ts';

export type Metrics = {
  readonly request: (operation: string, status: number, seconds: number) => void;
  readonly round: (worker: string, outcome: string, seconds: number) => void;
  /** Measures what a room has opened, whenever somebody asks. */
  readonly watch: (figures: () => Figures) => void;
  /** The text that Prometheus reads. */
  readonly render: () => Promise<string>;
  readonly contentType: string;
};

/** Figures by the names of their metrics; what ends in `_total` only grows. */
export type Figures = Readonly<Record<string, { readonly help: string; readonly value: number }>>;

export type MeasuredParts = {
  readonly pool: Pool;
  readonly database: Database;
  readonly liveConnections: () => number;
};

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** The server's metrics. */
export function createMetrics(parts: MeasuredParts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'sycee_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['operation', 'status'] as const,
    buckets: SECONDS,
    registers,
  });
  const rounds = new Histogram({
    name: 'sycee_worker_round_seconds',
    help: 'Time of one round of a worker',
    labelNames: ['worker', 'outcome'] as const,
    buckets: SECONDS,
    registers,
  });
  measureState(parts, registers);
  return {
    request: (operation, status, seconds) =>
      requests.observe({ operation, status: String(status) }, seconds),
    round: (worker, outcome, seconds) => rounds.observe({ worker, outcome }, seconds),
    watch: (figures) => watchFigures(figures, registers),
    render: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function watchFigures(figures: () => Figures, registers: Registry[]): void {
  for (const [name, { help }] of Object.entries(figures())) {
    const now = (): number => figures()[name]?.value ?? 0;
    if (name.endsWith('_total')) {
      const counter: Counter = new Counter({
        name,
        help,
        registers,
        collect: () => {
          counter.reset();
          counter.inc(now());
        },
      });
    } else {
      const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(now()) });
    }
  }
}

function measureState({ pool, database, liveConnections }: MeasuredParts, registers: Registry[]) {
  const connections = new Gauge({
    name: 'sycee_database_connections',
    help: 'Connections of the pool, and requests that wait for one',
    labelNames: ['state'] as const,
    registers,
    collect: () => {
      connections.set({ state: 'open' }, pool.totalCount);
      connections.set({ state: 'idle' }, pool.idleCount);
      connections.set({ state: 'waited_for' }, pool.waitingCount);
    },
  });
  const live: Gauge = new Gauge({
    name: 'sycee_live_connections',
    help: 'Open WebSocket connections',
    registers,
    collect: () => live.set(liveConnections()),
  });
  const deliveries = new Gauge({
    name: 'sycee_outbox_deliveries',
    help: 'Deliveries of events that wait, and dead ones that need a person',
    labelNames: ['subscriber', 'state'] as const,
    registers,
  });
  const lag: Gauge<'subscriber'> = new Gauge({
    name: 'sycee_outbox_lag_seconds',
    help: 'Age of the oldest event a subscriber has not heard yet',
    labelNames: ['subscriber'] as const,
    registers,
    collect: () => measureOutbox(database, deliveries, lag),
  });
}

type OutboxRow = { subscriber: string; waiting: bigint; dead: bigint; lag_seconds: number };

/** A subscriber that owes nothing reports zeros, so that an alert can resolve. */
async function measureOutbox(
  database: Database,
  deliveries: Gauge<'subscriber' | 'state'>,
  lag: Gauge<'subscriber'>,
): Promise<void> {
  const rows = await database.read((tx) =>
    tx.query<OutboxRow>(
      `select subscriber,
              count(delivery.event_id) filter (where not dead) as waiting,
              count(delivery.event_id) filter (where dead) as dead,
              coalesce(extract(epoch from $1::timestamptz - min(published_at)
                filter (where not dead)), 0)::float8 as lag_seconds
         from (select distinct subscriber from platform.outbox_subscriptions
               union select distinct subscriber from platform.outbox_deliveries) as known
         left join platform.outbox_deliveries as delivery using (subscriber)
         left join platform.outbox_events as event on event.id = delivery.event_id
        group by subscriber
       union all
       select $2, coalesce(sum(cardinality(event_ids)), 0), 0,
              coalesce(extract(epoch from $1::timestamptz - min(published_at)), 0)::float8
         from platform.live_news`,
      [isoOf(tx.now), LIVE_SUBSCRIBER],
    ),
  );
  for (const row of rows) {
    deliveries.set({ subscriber: row.subscriber, state: 'waiting' }, Number(row.waiting));
    deliveries.set({ subscriber: row.subscriber, state: 'dead' }, Number(row.dead));
    lag.set({ subscriber: row.subscriber }, row.lag_seconds);
  }
}
