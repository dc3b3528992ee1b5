// How many accounts may be guessed at from one place, and how long the place waits then: pure.
// NIST SP 800-63B-4 section 3.2.2 asks for a limit and growing waits; it leaves the numbers to us.

export type GuessPurpose = 'pin' | 'code';

/** A network may stand for a thousand customers of a mobile carrier, an app only for its own. */
export type SourceKind = 'network' | 'app';

const HOUR = 3_600;
const DAY = 86_400;

/** Wrong guesses of so long ago do not count any more. */
export const WINDOW_SECONDS = HOUR;
/** After so long without one, waits begin short again. */
export const FORGET_SECONDS = DAY;

/** At so many different accounts within the window the place has to wait. */
const TARGETS_MAX: Readonly<Record<GuessPurpose, Readonly<Record<SourceKind, number>>>> = {
  pin: { network: 20, app: 5 },
  code: { network: 60, app: 10 },
};
const FIRST_BLOCK_SECONDS = 15 * 60;

/** Whether so many accounts are too many. */
export function isTooMany(purpose: GuessPurpose, kind: SourceKind, targets: number): boolean {
  return targets >= TARGETS_MAX[purpose][kind];
}

/** How long the place waits, when it had to so often before. */
export function blockSeconds(blocksBefore: number): number {
  return Math.min(FIRST_BLOCK_SECONDS * 2 ** Math.min(blocksBefore, 20), DAY);
}
