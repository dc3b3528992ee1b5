// A photographed id document: kept because the law wants a copy, read so that the customer has less
// to type. It proves nothing by itself, and what was read is only suggested.

import { businessDate, type Tx } from '#platform';
import { requireConsent } from '#consents';
import type { PartyId } from '../party.ts';
import { refuse } from '../refusals.ts';
import { selectReviews } from '../reviews/store-reviews.ts';
import { showParty } from '../show-party.ts';
import { lockParty } from '../store-parties.ts';
import type { Reading } from './document-reader.ts';
import {
  deleteIdDocuments,
  replaceIdDocument,
  selectIdDocument,
  type IdDocument,
  type Pictures,
} from './store-id-documents.ts';
import { NO_SUGGESTIONS, suggestionsOf } from './suggestions.ts';

export type Taken = Pictures & { readonly reading: Reading | 'unreadable' | 'unavailable' };

/** Whether a picture would be kept at all. Refuses `consents.needed` and `id_document_kept`. */
export async function allowIdDocument(tx: Tx, partyId: PartyId): Promise<void> {
  await requireConsent(tx, partyId, 'personal_data');
  // What two of the staff have seen and approved is the copy that the law wants.
  const reviews = await selectReviews(tx, partyId);
  const isApproved = reviews.some(
    ({ kind, state }) => kind === 'identity_document' && state === 'approved',
  );
  if (isApproved) throw refuse('parties.id_document_kept');
}

/** Keeps a document in the place of the one before, with what of its reading can be true. */
export async function takeIdDocument(
  tx: Tx,
  partyId: PartyId,
  { reading, ...pictures }: Taken,
): Promise<IdDocument> {
  await lockParty(tx, partyId);
  await allowIdDocument(tx, partyId);
  const isRead = typeof reading === 'object';
  const document: IdDocument = {
    id: tx.newId('doc'),
    partyId,
    takenAt: tx.now,
    hasBack: pictures.back !== null,
    reading: isRead ? 'read' : reading,
    suggestions: isRead ? suggestionsOf(reading, await businessDate(tx)) : NO_SUGGESTIONS,
  };
  await replaceIdDocument(tx, document, pictures);
  return document;
}

/** The document of a party, for the steps of joining; undefined when none was taken. */
export function idDocumentOf(tx: Tx, partyId: PartyId): Promise<IdDocument | undefined> {
  return selectIdDocument(tx, partyId);
}

/** Deletes a picture. Refuses `id_document_kept` once the identity stands on it. */
export async function forgetIdDocument(tx: Tx, partyId: PartyId): Promise<void> {
  await lockParty(tx, partyId);
  const { idNumber } = await showParty(tx, partyId);
  const document = await selectIdDocument(tx, partyId);
  if (document === undefined) return;
  if (idNumber !== null) throw refuse('parties.id_document_kept');
  await deleteIdDocuments(tx, [partyId]);
}
