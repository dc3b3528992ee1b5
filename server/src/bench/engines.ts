// The ledger's engines as a server process runs them: each with connections of its own, and with
// the workers that do what is left to do behind its commits.

import { lineWriter, openLedger, type EngineName, type NewTransfer } from '#ledger';
import type { Database, NewEvent, Worker } from '#platform';
import { runWorkers } from '../platform/workers/run-workers.ts';
import { linesOf, type Lines } from './lines.ts';
import { openDatabase } from './place.ts';
import { say } from './say.ts';

/** What each engine leaves to workers; engine memory folds by itself. */
const WORKERS: Readonly<Record<EngineName, readonly Worker[]>> = { sql: [lineWriter], memory: [] };

export const ENGINE_NAMES = Object.keys(WORKERS) as EngineName[];

export type RunningEngine = {
  readonly database: Database;
  /** Makes all of them, or rejects: a benchmark has no transfers that are refused. */
  readonly make: (transfers: readonly NewTransfer[], events?: readonly NewEvent[]) => Promise<void>;
  readonly lines: Lines;
  readonly close: () => Promise<void>;
};

const CONNECTIONS = 8;

/**
 * Opens an engine, waits until it is on duty, and starts its workers; `onPublished` is told the
 * topics of its commits.
 */
export async function openEngine(
  name: EngineName,
  url: string,
  onPublished?: (topics: ReadonlySet<string>) => void,
): Promise<RunningEngine> {
  const database = openDatabase(url, CONNECTIONS, onPublished && { onPublished });
  const behind = openDatabase(url, 2, { name: 'fold' });
  const onTrouble = (error: unknown): void => tellFailed(name, 'failed', 0, error);
  const engine = await openLedger(
    database,
    name === 'memory' ? { engine: name, onTrouble } : { engine: name },
  );
  await engine.ready();
  const running = runWorkers(behind, WORKERS[name], tellFailed);
  return {
    database,
    make: async (transfers, events = []) => {
      requireCreated(await engine.submit({ transfers, events }));
    },
    lines: linesOf(behind, url),
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
