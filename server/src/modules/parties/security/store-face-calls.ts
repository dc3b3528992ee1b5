// The SQL of faces that are shown without signing in as whom they show.

import { idOf, isoOf, uuidOf, type Id, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { PartyId, SessionId } from '../party.ts';

export type FaceCall = {
  /** A uuid as text. */
  readonly id: string;
  readonly prompts: readonly string[];
  readonly createdAt: Instant;
  /** Whose face it is to be; undefined: nobody's, and nobody is told. */
  readonly partyId: PartyId | undefined;
};

export type NewFaceCall = Omit<FaceCall, 'createdAt'> & {
  readonly expiresAt: Instant;
  readonly by:
    | { readonly purpose: 'freeze'; readonly phoneIndex: Buffer }
    | { readonly purpose: 'recovery'; readonly askedBy: PartyId; readonly sessionId: SessionId };
};

export async function insertFaceCall(tx: Tx, call: NewFaceCall): Promise<void> {
  const { by } = call;
  const isFreeze = by.purpose === 'freeze';
  await tx.query(
    `insert into parties.face_calls (id, purpose, phone_index, asked_by, session_id, party_id,
       prompts, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      call.id,
      by.purpose,
      isFreeze ? by.phoneIndex : null,
      isFreeze ? null : uuidOf(by.askedBy),
      isFreeze ? null : uuidOf(by.sessionId),
      call.partyId === undefined ? null : uuidOf(call.partyId),
      call.prompts,
      isoOf(tx.now),
      isoOf(call.expiresAt),
    ],
  );
}

/** Which call is meant: a recovery is found in its session only. */
export type FaceCallKey =
  | { readonly id: Id<'frz'>; readonly purpose: 'freeze' }
  | { readonly id: Id<'rcv'>; readonly purpose: 'recovery'; readonly sessionId: SessionId };

type Row = { id: string; prompts: string[]; created_at: Instant; party_id: string | null };

/** Whether a call waits for its answer. */
export async function isFaceCallOpen(tx: Tx, key: FaceCallKey): Promise<boolean> {
  const rows = await tx.query(
    `select from parties.face_calls where id = $1 and purpose = $2
       and session_id is not distinct from $3 and answered_at is null and expires_at > $4`,
    keyPlaces(tx, key),
  );
  return rows.length === 1;
}

/** Takes an open call, so that no other answer can; undefined when there is none. */
export async function takeFaceCall(tx: Tx, key: FaceCallKey): Promise<FaceCall | undefined> {
  const [row] = await tx.query<Row>(
    `update parties.face_calls set answered_at = $4 where id = $1 and purpose = $2
       and session_id is not distinct from $3 and answered_at is null and expires_at > $4
     returning id, prompts, created_at, party_id`,
    keyPlaces(tx, key),
  );
  return (
    row && {
      id: row.id,
      prompts: row.prompts,
      createdAt: row.created_at,
      partyId: row.party_id === null ? undefined : idOf('party', row.party_id),
    }
  );
}

function keyPlaces(tx: Tx, key: FaceCallKey) {
  const session = key.purpose === 'recovery' ? uuidOf(key.sessionId) : null;
  return [uuidOf(key.id), key.purpose, session, isoOf(tx.now)];
}

/** Writes what came of an answer; no reason: it was the face. */
export async function updateFaceCall(
  tx: Tx,
  id: string,
  reasons: readonly string[],
): Promise<void> {
  await tx.query('update parties.face_calls set outcome = $2, reasons = $3 where id = $1', [
    id,
    reasons.length === 0 ? 'accepted' : 'refused',
    reasons,
  ]);
}

/** How many calls there were after a moment for a phone, whoever has it. */
export async function countCallsForPhone(
  tx: Tx,
  indexes: readonly Buffer[],
  after: Instant,
): Promise<number> {
  return countOf(tx, 'phone_index = any($1::bytea[])', [indexes, isoOf(after)]);
}

/** How many recoveries a party has asked for after a moment. */
export async function countCallsBy(tx: Tx, askedBy: PartyId, after: Instant): Promise<number> {
  return countOf(tx, 'asked_by = $1', [uuidOf(askedBy), isoOf(after)]);
}

/** How many faces were taken for a party's after a moment, and were not. */
export async function countFailedCalls(tx: Tx, partyId: PartyId, after: Instant): Promise<number> {
  return countOf(tx, `party_id = $1 and outcome = 'refused'`, [uuidOf(partyId), isoOf(after)]);
}

async function countOf(tx: Tx, where: string, values: readonly unknown[]): Promise<number> {
  const [row] = await tx.query<{ calls: number }>(
    `select count(*)::integer as calls from parties.face_calls where ${where} and created_at > $2`,
    values,
  );
  return row?.calls ?? 0;
}
