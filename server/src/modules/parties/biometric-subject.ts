// How the room of biometrics names people: by an id alone.

import { uuidOf } from '@sycee/kit';
import type { Caller } from '#platform';

export type BiometricKind = 'face' | 'voice';

/** A caller as biometrics knows them. */
export function subjectOf(caller: Caller): { subject: string; sessionId: string } {
  return { subject: uuidOf(caller.partyId), sessionId: uuidOf(caller.sessionId) };
}
