// Presence: evidence that the person behind a party was there when it joined, by an enrolled face
// or because two of the staff have seen them. Accounts of a higher class need it.

import { uuidOf } from '@sycee/kit';
import { enrolmentsOf } from '#biometrics';
import { publish, type Tx } from '#platform';
import { presenceGiven } from '../events.ts';
import type { PartyId } from '../party.ts';
import { insertPresence, selectPresence, type Presence } from './store-reviews.ts';

/** How and since when a party is known to have been there; undefined while it is not. */
export async function presenceOf(tx: Tx, partyId: PartyId): Promise<Presence | undefined> {
  const kept = await selectPresence(tx, partyId);
  if (kept !== undefined) return kept;
  // Faces that were enrolled before presence was kept.
  const enrolments = await enrolmentsOf(tx, uuidOf(partyId));
  const face = enrolments.find(({ kind }) => kind === 'face');
  return face && { by: 'face', since: face.enrolledAt };
}

/** Keeps that a party was there, and tells the rooms above the first time. */
export async function givePresence(tx: Tx, partyId: PartyId, by: Presence['by']): Promise<void> {
  if (await insertPresence(tx, partyId, by)) await publish(tx, presenceGiven(partyId));
}
