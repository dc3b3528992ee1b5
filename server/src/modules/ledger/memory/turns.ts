// A turn is one act of judging: a batch, or one posting inside a use case's transaction. It is open
// until its transaction has ended.

import { deferred } from './waiting.ts';

export type Turn = {
  readonly number: number;
  /** The lowest timestamp it gives out; the fold stays behind those of all open turns. */
  readonly firstTimestamp: bigint;
  readonly ended: Promise<void>;
  readonly end: () => void;
};

export type Turns = {
  readonly begin: (firstTimestamp: bigint) => Turn;
  /** The turn of a number while it is open. */
  readonly openOne: (number: number) => Turn | undefined;
  readonly allOpen: () => readonly Turn[];
  /** The number of the turn begun last. */
  readonly last: () => number;
};

/** Counts turns from one on. */
export function openTurns(): Turns {
  const open = new Map<number, Turn>();
  let last = 0;
  return {
    begin: (firstTimestamp) => {
      const number = ++last;
      const { promise: ended, resolve } = deferred<void>();
      const end = (): void => {
        open.delete(number);
        resolve();
      };
      const turn = { number, firstTimestamp, ended, end };
      open.set(number, turn);
      return turn;
    },
    openOne: (number) => open.get(number),
    allOpen: () => [...open.values()],
    last: () => last,
  };
}
