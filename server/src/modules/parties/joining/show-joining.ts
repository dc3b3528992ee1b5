// Where somebody stands on the way to being a customer, from what the bank knows: another device
// goes on at the same place.

import { enrolmentsOf } from '#biometrics';
import { consentsOf } from '#consents';
import type { Caller, Tx } from '#platform';
import { subjectOf } from '../biometric-subject.ts';
import { BASE_CONSENTS } from '../give-identity.ts';
import { showParty } from '../show-party.ts';
import {
  journeyOf,
  type JoiningFacts,
  type JoiningStep,
  type Journey,
  type Step,
} from './steps.ts';
import { selectSkips } from './store-joining.ts';

/** The caller's way; the steps of rooms above are looked up by what they hand in. */
export async function showJoining(
  tx: Tx,
  caller: Caller,
  above: readonly JoiningStep[],
): Promise<Journey> {
  return journeyOf(await factsOf(tx, caller, above));
}

async function factsOf(
  tx: Tx,
  caller: Caller,
  above: readonly JoiningStep[],
): Promise<JoiningFacts> {
  const { partyId } = caller;
  const party = await showParty(tx, partyId);
  const [consents, enrolments, skips] = await Promise.all([
    consentsOf(tx, partyId),
    enrolmentsOf(tx, subjectOf(caller).subject),
    selectSkips(tx, partyId),
  ]);
  const agreed = consents.filter(({ state }) => state === 'given').map(({ purpose }) => purpose);
  const done = new Set<Step>(['phone', ...enrolments.map(({ kind }) => kind)]);
  if (BASE_CONSENTS.every((purpose) => agreed.includes(purpose))) done.add('consents');
  // A document only suggests what to write: once the identity is given, it has nothing to say.
  if (party.idNumber !== null) done.add('identity').add('document');
  if (party.pinSet) done.add('pin');
  for (const { step, isDone } of above) if (await isDone(tx, partyId)) done.add(step);
  return { done, inReview: new Set(), skipped: new Set(skips) };
}
