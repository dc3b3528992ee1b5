// The ways in which a person can be proven beside the PIN, at this moment, on this device.

import { addSeconds, type Instant } from '@sycee/kit';
import { enrolmentsOf } from '#biometrics';
import { passkeysOf } from '#passkeys';
import type { Caller, Tx } from '#platform';
import { subjectOf } from '../biometric-subject.ts';
import { VOICE_PROOF } from '../settings.ts';
import { selectBiometricStandings } from './store-standings.ts';

export type Way = 'passkey' | 'face' | 'voice';

export type Ways = {
  /** Those that count now, the best first. */
  readonly counting: readonly Way[];
  /** When the next one will; undefined: there is no other. */
  readonly nextFrom: Instant | undefined;
};

const ORDER: readonly Way[] = ['passkey', 'face', 'voice'];

/** Every way of the caller. */
export async function waysOf(tx: Tx, caller: Caller): Promise<Ways> {
  const { subject } = subjectOf(caller);
  const [passkeys, enrolments, standings] = await Promise.all([
    passkeysOf(tx, subject),
    enrolmentsOf(tx, subject),
    selectBiometricStandings(tx, caller.partyId),
  ]);
  const from: { way: Way; at: Instant }[] = [
    ...passkeys
      .filter(({ suspendedAt }) => suspendedAt === null)
      .map(({ countsFrom }) => ({ way: 'passkey' as const, at: countsFrom })),
    ...enrolments.map(({ kind, enrolledAt }) => {
      const at = standings.get(kind) ?? enrolledAt;
      return { way: kind, at: kind === 'voice' ? later(at, voiceFrom(caller)) : at };
    }),
  ];
  const counting = ORDER.filter((way) => from.some((one) => one.way === way && one.at <= tx.now));
  const waiting = from.filter(({ at }) => at > tx.now).map(({ at }) => at);
  return { counting, nextFrom: waiting.toSorted((a, b) => a - b)[0] };
}

/** From when on a voice proves anything in the caller's session. */
export function voiceFrom({ signedInAt }: Caller): Instant {
  return addSeconds(signedInAt, VOICE_PROOF.deviceDaysMin * 86_400);
}

/** Whether a face or voice of a party proves anything yet. */
export async function doesCount(
  tx: Tx,
  partyId: Caller['partyId'],
  kind: 'face' | 'voice',
): Promise<boolean> {
  const countsFrom = (await selectBiometricStandings(tx, partyId)).get(kind);
  return countsFrom === undefined || countsFrom <= tx.now;
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
