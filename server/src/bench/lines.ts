// How far the statements are behind the transfers. A fast acknowledgement that leaves work behind
// is only half of the truth, so every figure here is also told with that work done.

import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#platform';
import type { Speed } from './pace.ts';
import { ownerSession } from './place.ts';

/** The statements of a ledger that is being measured. */
export type Lines = {
  /** How many transfers stand in the books and on no statement yet. */
  readonly behind: () => Promise<number>;
  /** The same as the age of the oldest of them, against the newest; costs nothing to ask. */
  readonly behindSeconds: () => Promise<number>;
  /** Does what is left to do without a pause, after a load; tells how much and how long it was. */
  readonly catchUp: () => Promise<CaughtUp>;
  /** Runs work during which nobody writes lines. */
  readonly holdBack: <T>(work: () => Promise<T>) => Promise<T>;
};

export type CaughtUp = { readonly behind: number; readonly seconds: number };

/** Counts the transfers that are not on the statements yet. */
export const BEHIND = `
  select count(*) as behind from ledger.transfers
    where timestamp > (select until from ledger.lined)`;

/** Nothing is under way after a load, so engine memory may fold all there is. */
const FOLD = `
  select folded.more from ledger.writer as writer cross join lateral ledger.fold(
    case writer.engine when 'memory' then writer.epoch end,
    case writer.engine when 'memory' then $1::bigint end) as folded`;

/** The lock that ledger.fold holds while it works; whoever finds it taken goes away. */
const LATCH = 7_310_868_735_423_279_222n;

const NOTHING_TO_DO_MS = 5;
const NANOSECONDS = 1e9;

/** The statements of a database; `url` is the owner's address of it. */
export function linesOf(database: Database, url: string): Lines {
  const behind = async (): Promise<number> => {
    const [row] = await database.read((tx) => tx.query<{ behind: bigint }>(BEHIND));
    return Number(row?.behind ?? 0n);
  };
  return {
    behind,
    behindSeconds: async () => {
      const { last, until } = await standOf(database);
      return Math.max(0, Number(last - until) / NANOSECONDS);
    },
    catchUp: async () => {
      const left = await behind();
      const begin = performance.now();
      const { last } = await standOf(database);
      while ((await standOf(database)).until < last) {
        const [row] = await database.transact((tx) => tx.query<{ more: boolean }>(FOLD, [last]));
        if (row?.more !== true) await pause(NOTHING_TO_DO_MS);
      }
      return { behind: left, seconds: (performance.now() - begin) / 1000 };
    },
    holdBack: (work) =>
      ownerSession(url, async (query) => {
        await query('select pg_advisory_lock($1)', [LATCH]);
        return work();
      }),
  };
}

/** Transfers a second, the time for what was left to do counted as well. */
export function sustained(speed: Speed, left: CaughtUp | null): number {
  return speed.transfers / (speed.seconds + (left?.seconds ?? 0));
}

/** The last transfer there is, and the last timestamp up to which lines are written. */
async function standOf(database: Database): Promise<{ last: bigint; until: bigint }> {
  const [row] = await database.read((tx) =>
    tx.query<{ last: bigint | null; until: bigint }>(
      `select (select max(timestamp) from ledger.transfers) as last, until from ledger.lined`,
    ),
  );
  return { last: row?.last ?? 0n, until: row?.until ?? 0n };
}
