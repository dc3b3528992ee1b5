// The customer asks for people instead of a machine. What the deciders need to know goes along,
// sealed: who it is, how to reach them, what they want to say.

import { addSeconds, isoOf, uuidOf } from '@sycee/kit';
import { enrolmentsOf } from '#biometrics';
import type { Tx } from '#platform';
import { openCase, withdrawCases, type CaseKind } from '#staff';
import type { IdDocument } from '../id-document/store-id-documents.ts';
import { NO_SUGGESTIONS } from '../id-document/suggestions.ts';
import { idDocumentOf } from '../id-document/take-id-document.ts';
import type { PartyId, PartyRecord } from '../party.ts';
import { refuse } from '../refusals.ts';
import { showParty } from '../show-party.ts';
import { lockParty } from '../store-parties.ts';
import { presenceOf } from './presence.ts';
import { REVIEW_LIMIT, type Review, type ReviewKind } from './review.ts';
import { insertReview, selectReviews, withdrawWaiting } from './store-reviews.ts';

const DAY_SECONDS = 86_400;

/**
 * Asks for a review. Refuses `identity_needed`, `review_waiting`, `review_not_needed` and
 * `review_limit_reached`.
 */
export async function askReview(
  tx: Tx,
  asked: { partyId: PartyId; kind: ReviewKind; note: string | null },
): Promise<Review> {
  const { partyId, kind } = asked;
  await lockParty(tx, partyId);
  const party = await showParty(tx, partyId);
  if (party.name === null) throw refuse('parties.identity_needed');
  const earlier = (await selectReviews(tx, partyId)).filter((one) => one.kind === kind);
  if (earlier.some(({ state }) => state === 'waiting')) throw refuse('parties.review_waiting');
  if (await isDone(tx, partyId, kind, earlier)) throw refuse('parties.review_not_needed');
  const begin = addSeconds(tx.now, -REVIEW_LIMIT.days * DAY_SECONDS);
  const recent = earlier.filter(({ askedAt }) => askedAt > begin);
  if (recent.length >= REVIEW_LIMIT.count) {
    throw refuse('parties.review_limit_reached', { days: REVIEW_LIMIT.days });
  }
  const note = asked.note?.trim() || null;
  const evidence = { ...evidenceOf(party, note), ...readFrom(await idDocumentOf(tx, partyId)) };
  const id = await openCase(tx, { kind, partyId, reference: null, evidence });
  await insertReview(tx, { id, partyId, kind, note });
  return { id, partyId, kind, note, state: 'waiting', askedAt: tx.now, decidedAt: null };
}

/** What a person asked the staff for; it is taken back when it is needed no more. */
export async function withdrawReviews(
  tx: Tx,
  partyId: PartyId,
  kinds: readonly ReviewKind[],
): Promise<void> {
  const waiting: CaseKind[] = await withdrawWaiting(tx, partyId, kinds);
  if (waiting.length > 0) await withdrawCases(tx, partyId, waiting);
}

async function isDone(
  tx: Tx,
  partyId: PartyId,
  kind: ReviewKind,
  earlier: readonly Review[],
): Promise<boolean> {
  if (earlier.some(({ state }) => state === 'approved')) return true;
  if (kind === 'face') return (await presenceOf(tx, partyId)) !== undefined;
  const enrolments = await enrolmentsOf(tx, uuidOf(partyId));
  return enrolments.some((one) => one.kind === kind);
}

/** What a machine read from the document; the deciders see the pictures themselves. */
function readFrom(document: IdDocument | undefined): Record<string, string> {
  const { name, idNumber, validUntil } = document?.suggestions ?? NO_SUGGESTIONS;
  return {
    ...(name !== null && { document_name: name }),
    ...(idNumber !== null && { document_id_number: idNumber }),
    ...(validUntil !== null && { document_valid_until: validUntil }),
  };
}

function evidenceOf(party: PartyRecord, note: string | null): Record<string, string> {
  return {
    name: party.name ?? '',
    id_number: party.idNumber ?? '',
    phone: party.phone,
    language: party.language,
    customer_since: isoOf(party.createdAt),
    ...(note !== null && { note }),
  };
}
