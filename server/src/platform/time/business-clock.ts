// The bank's clock: a clock of the machine plus an offset kept in the database, so that a sandbox
// can live through a month in a minute and every process sees the same moment.

import { addSeconds, instant, type Clock, type Instant } from '@sycee/kit';
import type { Database, Query, Tx } from '../database/transaction.ts';

export type BusinessClock = {
  readonly movable: boolean;
  /** The moment of a transaction that has just begun. */
  readonly moment: (query: Query) => Promise<Instant>;
};

/** Published when the clock has been moved; every worker looks whether something fell due. */
export const CLOCK_MOVED = 'platform.clock_moved';

/**
 * A movable clock reads its offset in every transaction. One that is not movable reads it once:
 * a sandbox that is made serious goes on from the moment it had reached, never back.
 */
export function businessClock(machine: Clock, movable: boolean): BusinessClock {
  let kept: Promise<number> | undefined;
  const keep = (query: Query): Promise<number> => {
    kept ??= readOffset(query).catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
  return {
    movable,
    moment: async (query) => {
      const offset = await (movable ? readOffset(query) : keep(query));
      return instant(machine.now() + offset);
    },
  };
}

async function readOffset(query: Query): Promise<number> {
  const [row] = await query<{ offset_ms: bigint }>('select offset_ms from platform.business_clock');
  return Number(row?.offset_ms ?? 0n);
}

/** Sets the clock of a bank that has not lived a day yet back by some days. */
export async function beginBack(database: Database, days: number): Promise<void> {
  await database.transact((tx) =>
    tx.query(
      `update platform.business_clock set offset_ms = -$1::bigint * 86400000
        where offset_ms = 0 and not exists (select from platform.business_day)`,
      [BigInt(days)],
    ),
  );
}

/** Moves the clock forward for every transaction from now on; tells the new moment. */
export async function advanceClock(tx: Tx, seconds: number): Promise<Instant> {
  await tx.query('update platform.business_clock set offset_ms = offset_ms + $1::bigint * 1000', [
    BigInt(seconds),
  ]);
  tx.topics.add(CLOCK_MOVED);
  return addSeconds(tx.now, seconds);
}
