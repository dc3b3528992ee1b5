// Enrolling a face or voice, surely: on a new device it takes more than the PIN where there is more
// to ask for. Looked at when a check begins and before pictures are, settled when it is accepted.

import { Refusal } from '@sycee/kit';
import type { Caller, Tx } from '#platform';
import { needsEnrolmentProof, type EnrolmentRight } from '../allow-enrolment.ts';
import type { BiometricKind } from '../biometric-subject.ts';
import { provingVerification } from '../proving-verification.ts';
import { groundsToEnrol, settle, type EnrolmentGrounds } from './be-sure.ts';
import { upsertBiometricStanding } from './store-standings.ts';

export type Enrolling = { readonly kind: BiometricKind; readonly token: string | undefined };

/** Why a check that is to enrol may not begin; undefined when it may. */
export async function unsureToEnrol(
  tx: Tx,
  caller: Caller,
  enrolling: Enrolling,
): Promise<Refusal | undefined> {
  if (!(await needsEnrolmentProof(tx, caller, enrolling.kind))) return undefined;
  // Who has just been verified by what is enrolled is sure enough.
  const { refusal } = await provingVerification(tx, caller);
  if (refusal === undefined) return undefined;
  const grounds = await groundsToEnrol(tx, caller, doingOf(enrolling));
  return grounds instanceof Refusal ? grounds : undefined;
}

/**
 * What an enrolment stands on beside its right; only a PIN needs anything beside it. To be asked
 * before the answer is decided, because the enrolment takes the place of what could prove it.
 */
export async function groundsOf(
  tx: Tx,
  caller: Caller,
  { right, enrolling }: { readonly right: EnrolmentRight; readonly enrolling: Enrolling },
): Promise<EnrolmentGrounds | Refusal> {
  return right.by === 'pin_proof'
    ? groundsToEnrol(tx, caller, doingOf(enrolling))
    : { reasons: [], countsFrom: tx.now };
}

/** Settles an accepted enrolment: what it stood on is used up, and from when on it counts. */
export async function settleEnrolment(
  tx: Tx,
  caller: Caller,
  { grounds, enrolling }: { readonly grounds: EnrolmentGrounds; readonly enrolling: Enrolling },
): Promise<void> {
  await settle(tx, caller, doingOf(enrolling), grounds);
  const { kind } = enrolling;
  const { countsFrom } = grounds;
  await upsertBiometricStanding(tx, caller.partyId, { kind, countsFrom });
}

function doingOf({ kind, token }: Enrolling) {
  return { deed: { action: 'biometric_enrolment', about: kind }, token } as const;
}
