// An accepted verification proves a person for one thing, soon, in the session that was verified.

import { addSeconds, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import {
  insertSpentVerification,
  readFreshVerification,
  type SpentOn,
  type Verification,
} from './store-verifications.ts';
import type { BiometricKind, Subject } from './subject.ts';

const LIFE_SECONDS = 300;

/**
 * The verification of a subject in a session that is not spent, not older than five minutes, and by
 * a template that is still there: of a face, else of a voice. Asked for what was made after a
 * moment, or of one kind, it finds no other. Undefined when there is none.
 */
export async function verificationOf(
  tx: Tx,
  who: { readonly subject: Subject; readonly sessionId: string },
  wanted: { readonly kind?: BiometricKind; readonly since?: Instant } = {},
): Promise<Verification | undefined> {
  const oldest = addSeconds(tx.now, -LIFE_SECONDS);
  const { kind, since = oldest } = wanted;
  return readFreshVerification(tx, {
    ...who,
    after: since > oldest ? since : oldest,
    kinds: kind === undefined ? ['face', 'voice'] : [kind],
  });
}

/** Spends a verification; false when somebody else was faster. */
export async function spendVerification(
  tx: Tx,
  verification: Verification,
  on: SpentOn,
): Promise<boolean> {
  return insertSpentVerification(tx, verification.decisionId, on);
}
