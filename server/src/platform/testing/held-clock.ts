// A clock that stands still until a test moves it.

import { addSeconds, parseInstant, type Clock, type Instant } from '@sycee/kit';

export type HeldClock = Clock & {
  readonly advance: (seconds: number) => void;
  readonly set: (at: Instant) => void;
};

/** A clock held at ten in the morning, Beijing time, of a Thursday. */
export function heldClock(start = parseInstant('2026-01-15T02:00:00.000Z')): HeldClock {
  let now = start;
  return {
    now: () => now,
    advance: (seconds) => void (now = addSeconds(now, seconds)),
    set: (at) => void (now = at),
  };
}
