// Somebody wants to be known by their face or voice no longer. It also opens the way back for whom
// too many tries have shut out, because the PIN has proven who asks.

import { allowAgain, forgetBiometrics } from '#biometrics';
import { publish, type Caller, type Tx } from '#platform';
import { subjectOf, type BiometricKind } from './biometric-subject.ts';
import { biometricsChanged } from './events.ts';
import { giveNotice } from './notices/give-notice.ts';
import { requireNotFrozen } from './security/freeze.ts';

/**
 * Deletes what the caller's face or voice is known by; nothing enrolled is no mistake. Refuses
 * `frozen`.
 */
export async function forgetBiometric(
  tx: Tx,
  caller: Caller,
  kind: BiometricKind,
): Promise<undefined> {
  await requireNotFrozen(tx, caller.partyId);
  const { subject } = subjectOf(caller);
  await allowAgain(tx, { subject, kind });
  await forgetBiometrics(tx, subject, [kind]);
  await publish(tx, biometricsChanged(caller.partyId, { kind, state: 'forgotten' }));
  await giveNotice(tx, { partyId: caller.partyId, kind: 'biometric_forgotten' });
  return undefined;
}
