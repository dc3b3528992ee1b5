// An accepted verification proves a person for one thing, soon, in the session that was verified.

import { addSeconds } from '@sycee/kit';
import type { Tx } from '#platform';
import {
  insertSpentVerification,
  readFreshVerification,
  type Verification,
} from './store-verifications.ts';
import type { Subject } from './subject.ts';

const LIFE_SECONDS = 300;

/**
 * The verification of a subject in a session that is not spent, not older than five minutes, and by
 * a template that is still there: of a face, else of a voice. Undefined when there is none.
 */
export async function verificationOf(
  tx: Tx,
  who: { readonly subject: Subject; readonly sessionId: string },
): Promise<Verification | undefined> {
  return readFreshVerification(tx, { ...who, after: addSeconds(tx.now, -LIFE_SECONDS) });
}

/** Spends a verification; false when somebody else was faster. */
export async function spendVerification(
  tx: Tx,
  verification: Verification,
  on: 'enrolment' | 'pin_reset',
): Promise<boolean> {
  return insertSpentVerification(tx, verification.decisionId, on);
}
