// How far the statements are behind the transfers. A fast acknowledgement that leaves work behind
// is only half of the truth, so every figure here is also told with that work done.

import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Worker } from '#platform';
import type { Speed } from './pace.ts';

/** The statements of a ledger that is being measured. */
export type Lines = {
  /** How many transfers stand in the books and on no statement yet. */
  readonly behind: () => Promise<number>;
  /** The same as the age of the oldest of them, against the newest; costs nothing to ask. */
  readonly behindSeconds: () => Promise<number>;
  /** Does what is left to do, without a pause; tells how much it was and how long it took. */
  readonly catchUp: () => Promise<CaughtUp>;
};

export type CaughtUp = { readonly behind: number; readonly seconds: number };

/** Counts the transfers that are not on the statements yet. */
export const BEHIND = `
  select count(*) as behind from ledger.transfers
    where timestamp > (select until from ledger.lined)`;

const NOTHING_TO_DO_MS = 5;
const NANOSECONDS = 1e9;

/** The statements that some workers write; `database` is the one the workers run on. */
export function linesOf(database: Database, workers: readonly Worker[]): Lines {
  return {
    behind: () => transfersBehind(database),
    behindSeconds: async () => {
      const ahead = (await lastTimestamp(database)) - (await linedUntil(database));
      return Math.max(0, Number(ahead) / NANOSECONDS);
    },
    catchUp: async () => {
      const behind = await transfersBehind(database);
      const begin = performance.now();
      const last = await lastTimestamp(database);
      while ((await linedUntil(database)) < last) {
        const more = await Promise.all(workers.map((worker) => worker.run(database)));
        if (!more.includes(true)) await pause(NOTHING_TO_DO_MS);
      }
      return { behind, seconds: (performance.now() - begin) / 1000 };
    },
  };
}

/** Transfers a second, the time for what was left to do counted as well. */
export function sustained(speed: Speed, left: CaughtUp | null): number {
  return speed.transfers / (speed.seconds + (left?.seconds ?? 0));
}

async function transfersBehind(database: Database): Promise<number> {
  const [row] = await database.read((tx) => tx.query<{ behind: bigint }>(BEHIND));
  return Number(row?.behind ?? 0n);
}

async function lastTimestamp(database: Database): Promise<bigint> {
  const sql = 'select max(timestamp) as last from ledger.transfers';
  const [row] = await database.read((tx) => tx.query<{ last: bigint | null }>(sql));
  return row?.last ?? 0n;
}

async function linedUntil(database: Database): Promise<bigint> {
  const sql = 'select until from ledger.lined';
  const [row] = await database.read((tx) => tx.query<{ until: bigint }>(sql));
  return row?.until ?? 0n;
}
