// The SQL of PINs and their proofs, kept apart from the people because it is read together.

import { isoOf, uuidOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { PartyId, SessionId } from './party.ts';

export type Pin = {
  readonly hash: string;
  readonly failures: number;
  readonly locks: number;
  readonly locked_until: Instant | null;
};

/** Keeps a party's first PIN; false when there is one already. */
export async function insertPin(tx: Tx, partyId: PartyId, hash: string): Promise<boolean> {
  const rows = await tx.query(
    `insert into parties.pins (party_id, hash, set_at) values ($1, $2, $3)
     on conflict (party_id) do nothing returning 1`,
    [uuidOf(partyId), hash, isoOf(tx.now)],
  );
  return rows.length === 1;
}

/** A party's PIN, its row taken until the transaction ends, so that guesses come one by one. */
export async function lockPin(tx: Tx, partyId: PartyId): Promise<Pin | undefined> {
  const [row] = await tx.query<Pin>(
    'select hash, failures, locks, locked_until from parties.pins where party_id = $1 for update',
    [uuidOf(partyId)],
  );
  return row;
}

export async function updatePinTries(
  tx: Tx,
  partyId: PartyId,
  tries: { failures: number; locks: number; lockedUntil: Instant | null },
): Promise<void> {
  const lockedUntil = tries.lockedUntil === null ? null : isoOf(tries.lockedUntil);
  await tx.query(
    'update parties.pins set failures = $2, locks = $3, locked_until = $4 where party_id = $1',
    [uuidOf(partyId), tries.failures, tries.locks, lockedUntil],
  );
}

export async function updatePinHash(tx: Tx, partyId: PartyId, hash: string): Promise<void> {
  await tx.query('update parties.pins set hash = $2, set_at = $3 where party_id = $1', [
    uuidOf(partyId),
    hash,
    isoOf(tx.now),
  ]);
}

export async function insertPinProof(
  tx: Tx,
  proof: { hash: Buffer; sessionId: SessionId; expiresAt: Instant },
): Promise<void> {
  await tx.query(
    'insert into parties.pin_proofs (proof_hash, session_id, expires_at) values ($1, $2, $3)',
    [proof.hash, uuidOf(proof.sessionId), isoOf(proof.expiresAt)],
  );
}

/** Uses up a proof of a session; false when it is another's, used already, expired or unknown. */
export async function usePinProof(tx: Tx, hash: Buffer, sessionId: SessionId): Promise<boolean> {
  const rows = await tx.query(
    `update parties.pin_proofs set used_at = $3
     where proof_hash = $1 and session_id = $2 and used_at is null and expires_at > $3
     returning 1`,
    [hash, uuidOf(sessionId), isoOf(tx.now)],
  );
  return rows.length === 1;
}

/** Uses up every proof a party's sessions still hold: a new PIN ends what the old one proved. */
export async function voidPinProofs(tx: Tx, partyId: PartyId): Promise<void> {
  await tx.query(
    `update parties.pin_proofs set used_at = $2
     where used_at is null
       and session_id in (select id from parties.sessions where party_id = $1)`,
    [uuidOf(partyId), isoOf(tx.now)],
  );
}
