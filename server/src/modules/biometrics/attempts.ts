// How often a subject may fail: five times in a row, then only after a wait that doubles, and
// fifty times in a row never again until another way has proven the person. NIST SP 800-63B
// (5.2.3) would allow 10 and 100 with presentation attack detection; ours is too weak to claim it.

import { addSeconds, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import { lockTries, writeTries } from './store-attempts.ts';
import type { Trait } from './subject.ts';

export const ATTEMPTS = {
  freeInRow: 5,
  inRowMax: 50,
  firstWaitSeconds: 30,
  longestWaitSeconds: 3_600,
} as const;

export type Tries = {
  /** In a row, since the last success. */
  readonly failures: number;
  readonly lastFailedAt: Instant | null;
  readonly disabledAt: Instant | null;
};

export type MayTry = 'open' | 'disabled' | { readonly retryAt: Instant };

/** Whether a subject may try at a moment. */
export function mayTryAt(tries: Tries, now: Instant): MayTry {
  if (tries.disabledAt !== null) return 'disabled';
  const waitSeconds = waitAfter(tries.failures);
  if (waitSeconds === 0 || tries.lastFailedAt === null) return 'open';
  const retryAt = addSeconds(tries.lastFailedAt, waitSeconds);
  return retryAt <= now ? 'open' : { retryAt };
}

/** Seconds to wait after so many failures in a row: none, then 30, 60, 120 ... an hour. */
export function waitAfter(failures: number): number {
  const beyond = failures - ATTEMPTS.freeInRow;
  if (beyond < 0) return 0;
  const { firstWaitSeconds, longestWaitSeconds } = ATTEMPTS;
  return Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** Math.min(beyond, 20));
}

/** Whether a subject may try now; holds the lock of the trait until the transaction ends. */
export async function mayTry(tx: Tx, trait: Trait): Promise<MayTry> {
  return mayTryAt(await lockTries(tx, trait), tx.now);
}

/** Counts a try: a failure more, or after a success none. */
export async function countTry(tx: Tx, trait: Trait, passed: boolean): Promise<void> {
  const { failures: before } = await lockTries(tx, trait);
  const failures = passed ? 0 : before + 1;
  await writeTries(tx, trait, {
    failures,
    lastFailedAt: passed ? null : tx.now,
    disabledAt: failures >= ATTEMPTS.inRowMax ? tx.now : null,
  });
}

/** Forgets the failures, after another way has proven the person. */
export async function allowAgain(tx: Tx, trait: Trait): Promise<void> {
  await lockTries(tx, trait);
  await writeTries(tx, trait, { failures: 0, lastFailedAt: null, disabledAt: null });
}
