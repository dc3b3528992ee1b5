// The ledger's engines as a server process runs them: each with connections of its own, and with
// the workers that do what is left to do behind its commits.

import { lineWriter, sqlEngine, type NewTransfer } from '#ledger';
import type { Database, NewEvent, Worker } from '#platform';
import { runWorkers } from '../platform/workers/run-workers.ts';
import { linesOf, type Lines } from './lines.ts';
import { openDatabase } from './place.ts';
import { say } from './say.ts';

export type EngineName = keyof typeof ENGINES;

type Engine = ReturnType<typeof sqlEngine>;
type Opened = { readonly engine: Engine; readonly workers: readonly Worker[] };

/** What opens each engine on a database, and the workers that belong to it. */
const ENGINES = {
  sql: async (database: Database): Promise<Opened> => ({
    engine: sqlEngine(database),
    workers: [lineWriter],
  }),
};

export const ENGINE_NAMES = Object.keys(ENGINES) as EngineName[];

export type RunningEngine = {
  readonly database: Database;
  /** Makes all of them, or rejects: a benchmark has no transfers that are refused. */
  readonly make: (transfers: readonly NewTransfer[], events?: readonly NewEvent[]) => Promise<void>;
  readonly lines: Lines;
  /** Runs work while the workers behind the commits stand still. */
  readonly withoutWorkers: <T>(work: () => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

const CONNECTIONS = 8;

/** Opens an engine and starts its workers; `onPublished` is told the topics of its commits. */
export async function openEngine(
  name: EngineName,
  url: string,
  onPublished?: (topics: ReadonlySet<string>) => void,
): Promise<RunningEngine> {
  const database = openDatabase(url, CONNECTIONS, onPublished && { onPublished });
  const behind = openDatabase(url, 1, { name: 'fold' });
  const { engine, workers } = await ENGINES[name](database);
  const lines = linesOf(behind, workers);
  let running = runWorkers(behind, workers, tellFailed);
  const withoutWorkers = async <T>(work: () => Promise<T>): Promise<T> => {
    await running.stop();
    try {
      return await work();
    } finally {
      running = runWorkers(behind, workers, tellFailed);
    }
  };
  return {
    database,
    make: async (transfers, events = []) => {
      requireCreated(await engine.submit({ transfers, events }));
    },
    lines: { ...lines, catchUp: () => withoutWorkers(lines.catchUp) },
    withoutWorkers,
    close: async () => {
      await running.stop();
      await engine.close();
      await Promise.all([database.close(), behind.close()]);
    },
  };
}

/** A worker that fails makes the rest look fast, so it is told. */
function tellFailed(worker: string, outcome: string, _seconds: number, error?: unknown): void {
  if (outcome !== 'done') say(`${worker} failed: ${String(error)}`);
}

/** Rejects what was not made. */
export function requireCreated(statuses: readonly string[]): void {
  const no = statuses.find((status) => status !== 'created');
  if (no !== undefined) throw new Error(`a transfer of the benchmark was ${no}`);
}
