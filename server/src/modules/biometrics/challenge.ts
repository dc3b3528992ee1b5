// A challenge: what a subject is asked to do or say, in one session, once, for a short while. It
// is what makes an answer recorded earlier or elsewhere worthless.

import { addSeconds, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import { refuseBiometrics } from './refusals.ts';
import { insertChallenge, lockChallenge, readChallenge } from './store-challenges.ts';
import type { Trait } from './subject.ts';

export type Purpose = 'enrol' | 'verify';

export type Challenge = Trait & {
  /** A uuid as text, as are the others. */
  readonly id: string;
  readonly sessionId: string;
  readonly purpose: Purpose;
  readonly prompts: readonly string[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
};

export type NewChallenge = Omit<Challenge, 'id' | 'createdAt' | 'expiresAt'> & {
  readonly lifeSeconds: number;
};

/** Which challenge a caller means; another subject's or session's is not found. */
export type ChallengeKey = Trait & { readonly sessionId: string; readonly challengeId: string };

export type NoChallenge = 'unknown' | 'used' | 'expired';

/** Opens a challenge; one that is still open of the same trait is void from now on. */
export async function openChallenge(tx: Tx, challenge: NewChallenge): Promise<Challenge> {
  const { lifeSeconds, ...asked } = challenge;
  const expiresAt = addSeconds(tx.now, lifeSeconds);
  return insertChallenge(tx, { ...asked, createdAt: tx.now, expiresAt });
}

/** The challenge as it stands, without taking it. */
export async function challengeOf(tx: Tx, key: ChallengeKey): Promise<Challenge | NoChallenge> {
  return statusOf(tx, await readChallenge(tx, key));
}

/**
 * The challenge that an answer would be for, without taking it. Refuses `challenge_unknown`,
 * `challenge_used`, `challenge_expired`.
 */
export async function openChallengeOf(tx: Tx, key: ChallengeKey): Promise<Challenge> {
  const challenge = await challengeOf(tx, key);
  if (typeof challenge === 'string') throw refuseBiometrics(`biometrics.challenge_${challenge}`);
  return challenge;
}

/** Takes a challenge, so that no other answer can; the caller holds the lock of its trait. */
export async function takeChallenge(tx: Tx, key: ChallengeKey): Promise<Challenge | NoChallenge> {
  return statusOf(tx, await lockChallenge(tx, key));
}

function statusOf(
  tx: Tx,
  found: (Challenge & { readonly isAnswered: boolean }) | undefined,
): Challenge | NoChallenge {
  if (found === undefined) return 'unknown';
  const { isAnswered, ...challenge } = found;
  if (isAnswered) return 'used';
  return challenge.expiresAt <= tx.now ? 'expired' : challenge;
}
