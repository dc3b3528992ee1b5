// Where somebody stands on the way to being a customer, from what the bank knows: another device
// goes on at the same place.

import { enrolmentsOf } from '#biometrics';
import { consentsOf } from '#consents';
import { passkeysOf } from '#passkeys';
import type { Caller, Tx } from '#platform';
import { subjectOf } from '../biometric-subject.ts';
import { BASE_CONSENTS } from '../give-identity.ts';
import { idDocumentOf } from '../id-document/take-id-document.ts';
import { presenceOf } from '../reviews/presence.ts';
import type { Review } from '../reviews/review.ts';
import { selectReviews } from '../reviews/store-reviews.ts';
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
  const [reviews, skips] = [await selectReviews(tx, partyId), await selectSkips(tx, partyId)];
  const reviewed = (wanted: Review['state']): Step[] =>
    reviews
      .filter(({ state }) => state === wanted)
      .map(({ kind }) => (kind === 'identity_document' ? 'document' : kind));
  const done = new Set<Step>(['phone', ...reviewed('approved'), ...(await provenBy(tx, caller))]);
  // A document only suggests what to write: once the identity is given, it has nothing to say.
  if (party.idNumber !== null) done.add('identity').add('document');
  if (party.pinSet) done.add('pin');
  for (const { step, isDone } of above) if (await isDone(tx, partyId)) done.add(step);
  // Of what the bank looks into by itself, only that it takes time is told.
  const inReview = new Set([...reviewed('waiting'), ...(party.underReview ? ACCOUNT : [])]);
  return { done, inReview, skipped: new Set(skips) };
}

const ACCOUNT: readonly Step[] = ['account'];

/** The steps that rooms below this one hold the facts of. */
async function provenBy(tx: Tx, caller: Caller): Promise<Step[]> {
  const { partyId } = caller;
  const consents = await consentsOf(tx, partyId);
  const given = consents.filter(({ state }) => state === 'given');
  const agreed = new Set(given.map(({ purpose }) => purpose));
  const enrolments = await enrolmentsOf(tx, subjectOf(caller).subject);
  const proven: Step[] = enrolments.map(({ kind }) => kind);
  if (BASE_CONSENTS.every((purpose) => agreed.has(purpose))) proven.push('consents');
  if ((await presenceOf(tx, partyId)) !== undefined) proven.push('face');
  if ((await idDocumentOf(tx, partyId)) !== undefined) proven.push('document');
  if ((await passkeysOf(tx, subjectOf(caller).subject)).length > 0) proven.push('passkey');
  return proven;
}
