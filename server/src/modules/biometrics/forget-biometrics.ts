// Consent withdrawn or relation ended: what a subject is known by goes at once and for good. The
// decisions made with it stay as evidence; they hold scores, from which no face or voice returns.

import type { Tx } from '#platform';
import { deleteTraits } from './store-templates.ts';
import type { BiometricKind, Subject } from './subject.ts';

/** Deletes templates and traces of samples of a subject: of all kinds, or of those named. */
export async function forgetBiometrics(
  tx: Tx,
  subject: Subject,
  kinds: readonly BiometricKind[] = ['face', 'voice'],
): Promise<void> {
  await deleteTraits(tx, subject, kinds);
}
