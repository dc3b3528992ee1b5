// All that a writer has in memory for one epoch. It is never mended: whoever doubts it takes the
// books over again and begins with an empty one, and accounts are loaded when they are next needed.

import type { Batch } from './batch.ts';
import { freeRange, type FreeRange } from './free-range.ts';
import { openSlots, type Slots } from './slots.ts';
import { touchedIds, type TouchedIds } from './touched-ids.ts';
import { openTurns, type Turns } from './turns.ts';

export type Books = {
  readonly epoch: bigint;
  readonly slots: Slots;
  readonly turns: Turns;
  readonly touched: TouchedIds;
  readonly free: FreeRange;
  /** The last timestamp that was given out or is in the database. */
  lastTimestamp: bigint;
  /** Batches that are judged and not known to be committed, oldest first. */
  inFlight: readonly Batch[];
};

/** Empty books of an epoch, after which nothing in the database is later than a timestamp. */
export function openBooks(epoch: bigint, lastTimestamp: bigint): Books {
  const turns = openTurns();
  const free = freeRange();
  const touched = touchedIds({
    isForgettable: (turn) => turns.openOne(turn) === undefined,
    onForgotten: free.beginBehind,
  });
  return {
    epoch,
    slots: openSlots(),
    turns,
    touched,
    free,
    lastTimestamp,
    inFlight: [],
  };
}

/** The next timestamp: that of the moment, or one more than the last where that is later. */
export function nextTimestamp({ lastTimestamp }: Books, moment: bigint): bigint {
  return moment > lastTimestamp ? moment : lastTimestamp + 1n;
}

/** Up to where the fold may go: nothing at or before it can be committed any more. */
export function safeTimestamp({ turns, lastTimestamp }: Books): bigint {
  let safe = lastTimestamp;
  for (const { firstTimestamp } of turns.allOpen()) {
    if (firstTimestamp <= safe) safe = firstTimestamp - 1n;
  }
  return safe;
}
