// The way of every answer to a challenge, face or voice: may the subject try, is the challenge
// still open, was any sample seen before, what does the judge say; then the decision is written
// and the try counted. It answers instead of throwing, so that a refused try stays counted.

import { secondsUntil, type Refusal } from '@sycee/kit';
import type { Tx } from '#platform';
import { countTry, mayTry } from './attempts.ts';
import { takeChallenge, type Challenge, type ChallengeKey } from './challenge.ts';
import { refuseBiometrics, type BiometricsRefusal } from './refusals.ts';
import { rememberSamples } from './seen-samples.ts';
import { insertDecision } from './store-decisions.ts';

/** What the judge found; the record keeps all of it, the caller learns only the refusal. */
export type Verdict = {
  /** Why it is refused; none: it is accepted. */
  readonly reasons: readonly string[];
  /** What the person is told when it is refused. */
  readonly refusal: BiometricsRefusal;
  /** False for a sample too poor to judge anybody by: it is refused, but is no failed try. */
  readonly counts: boolean;
  readonly scores: object;
  readonly thresholds: object;
  readonly model: string;
};

/** Judges an answer; it may write what follows from an acceptance, such as a template. */
export type Judge = (challenge: Challenge, isReplay: boolean) => Promise<Verdict>;

/**
 * Judges an answer to a challenge. `samples` identify the bytes of everything that was sent.
 * Return the refusal from a route, do not throw it: what was counted has to stay.
 */
export async function answerChallenge(
  tx: Tx,
  key: ChallengeKey & { readonly samples: readonly string[] },
  judge: Judge,
): Promise<'accepted' | Refusal> {
  const may = await mayTry(tx, key);
  if (may === 'disabled') return refuseBiometrics('biometrics.disabled');
  if (may !== 'open') {
    const retryAfter = secondsUntil(tx.now, may.retryAt);
    return refuseBiometrics('biometrics.wait', { retry_after_seconds: retryAfter });
  }
  const challenge = await takeChallenge(tx, key);
  if (typeof challenge === 'string') return refuseBiometrics(`biometrics.challenge_${challenge}`);
  const isReplay = !(await rememberSamples(tx, key, key.samples));
  const verdict = await judge(challenge, isReplay);
  await insertDecision(tx, challenge, verdict);
  const passed = verdict.reasons.length === 0;
  if (passed || verdict.counts) await countTry(tx, key, passed);
  return passed ? 'accepted' : refuseBiometrics(verdict.refusal);
}
