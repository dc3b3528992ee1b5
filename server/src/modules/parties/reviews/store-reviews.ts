// SQL of reviews and of presence.

import { idOf, isoOf, uuidOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { CaseId } from '#staff';
import type { PartyId } from '../party.ts';
import { reviewNoteContext } from '../sealed-columns.ts';
import type { Review, ReviewKind, ReviewState } from './review.ts';

type Row = {
  id: string;
  party_id: string;
  kind: ReviewKind;
  note_sealed: string | null;
  state: ReviewState;
  asked_at: Instant;
  decided_at: Instant | null;
};

const COLUMNS = 'id, party_id, kind, note_sealed, state, asked_at, decided_at';

/** A party's reviews, newest first. */
export async function selectReviews(tx: Tx, partyId: PartyId): Promise<Review[]> {
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from parties.reviews where party_id = $1 order by asked_at desc, id desc`,
    [uuidOf(partyId)],
  );
  return rows.map((row) => reviewOf(tx, row));
}

export async function insertReview(
  tx: Tx,
  review: Pick<Review, 'id' | 'partyId' | 'kind' | 'note'>,
): Promise<void> {
  const { id, note } = review;
  await tx.query(
    `insert into parties.reviews (id, party_id, kind, note_sealed, state, asked_at)
     values ($1, $2, $3, $4, 'waiting', $5)`,
    [
      uuidOf(id),
      uuidOf(review.partyId),
      review.kind,
      note === null ? null : tx.secrets.seal(note, reviewNoteContext(id)),
      isoOf(tx.now),
    ],
  );
}

/** Ends a review that waits; undefined when it does not, or when there is none. */
export async function endReview(
  tx: Tx,
  id: CaseId,
  state: 'approved' | 'rejected',
): Promise<Review | undefined> {
  const rows = await tx.query<Row>(
    `update parties.reviews set state = $2, decided_at = $3 where id = $1 and state = 'waiting'
     returning ${COLUMNS}`,
    [uuidOf(id), state, isoOf(tx.now)],
  );
  return rows.map((row) => reviewOf(tx, row))[0];
}

/** Takes back what waits of some kinds; tells of which. */
export async function withdrawWaiting(
  tx: Tx,
  partyId: PartyId,
  kinds: readonly ReviewKind[],
): Promise<ReviewKind[]> {
  const rows = await tx.query<{ kind: ReviewKind }>(
    `update parties.reviews set state = 'withdrawn', decided_at = $3
      where party_id = $1 and kind = any($2::text[]) and state = 'waiting' returning kind`,
    [uuidOf(partyId), kinds, isoOf(tx.now)],
  );
  return rows.map(({ kind }) => kind);
}

export async function eraseNotes(tx: Tx, partyId: PartyId): Promise<void> {
  await tx.query('update parties.reviews set note_sealed = null where party_id = $1', [
    uuidOf(partyId),
  ]);
}

export type Presence = { readonly by: 'face' | 'review'; readonly since: Instant };

/** That a party was there, as it was first seen. */
export async function selectPresence(tx: Tx, partyId: PartyId): Promise<Presence | undefined> {
  const rows = await tx.query<Presence>(
    'select given_by as by, since from parties.presences where party_id = $1',
    [uuidOf(partyId)],
  );
  return rows[0];
}

/** Keeps that a party was there; false when it is known already. */
export async function insertPresence(
  tx: Tx,
  partyId: PartyId,
  by: Presence['by'],
): Promise<boolean> {
  const rows = await tx.query(
    `insert into parties.presences (party_id, given_by, since) values ($1, $2, $3)
     on conflict do nothing returning 1`,
    [uuidOf(partyId), by, isoOf(tx.now)],
  );
  return rows.length === 1;
}

function reviewOf(tx: Tx, row: Row): Review {
  const id = idOf('case', row.id);
  const sealed = row.note_sealed;
  return {
    id,
    partyId: idOf('party', row.party_id),
    kind: row.kind,
    note: sealed === null ? null : tx.secrets.open(sealed, reviewNoteContext(id)),
    state: row.state,
    askedAt: row.asked_at,
    decidedAt: row.decided_at,
  };
}
