// The SQL of PINs and their proofs, kept apart from the people because it is read together.

import { idOf, isoOf, uuidOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { PartyId, SessionId } from './party.ts';

export type Pin = {
  readonly hash_sealed: string;
  readonly failures: number;
  readonly locks: number;
  readonly locked_until: Instant | null;
};

/** Keeps a party's first PIN; false when there is one already. */
export async function insertPin(tx: Tx, partyId: PartyId, hash: string): Promise<boolean> {
  const rows = await tx.query(
    `insert into parties.pins (party_id, hash_sealed, set_at) values ($1, $2, $3)
     on conflict (party_id) do nothing returning 1`,
    [uuidOf(partyId), hash, isoOf(tx.now)],
  );
  return rows.length === 1;
}

/** A party's PIN, its row taken until the transaction ends, so that guesses come one by one. */
export async function lockPin(tx: Tx, partyId: PartyId): Promise<Pin | undefined> {
  const [row] = await tx.query<Pin>(
    `select hash_sealed, failures, locks, locked_until from parties.pins
     where party_id = $1 for update`,
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
  await tx.query('update parties.pins set hash_sealed = $2, set_at = $3 where party_id = $1', [
    uuidOf(partyId),
    hash,
    isoOf(tx.now),
  ]);
}

/** Notes that a PIN was replaced because it was forgotten. */
export async function noteReset(tx: Tx, partyId: PartyId): Promise<void> {
  await tx.query('update parties.pins set reset_at = $2 where party_id = $1', [
    uuidOf(partyId),
    isoOf(tx.now),
  ]);
}

/** Keeps the same PIN in another form. */
export async function updatePinForm(tx: Tx, partyId: PartyId, hash: string): Promise<void> {
  await tx.query('update parties.pins set hash_sealed = $2 where party_id = $1', [
    uuidOf(partyId),
    hash,
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

/**
 * Uses up proofs of sessions; answers those that were good, as `<hex of the hash> <session>`. Rows
 * are taken in one order, so that two who show the same proofs never wait crosswise.
 */
export async function usePinProofs(
  tx: Tx,
  proofs: readonly { hash: Buffer; sessionId: SessionId }[],
): Promise<Set<string>> {
  const rows = await tx.query<{ hash: string; session_id: string }>(
    `with good as (
       select p.proof_hash from parties.pin_proofs p
       join unnest($1::bytea[], $2::uuid[]) as shown (proof_hash, session_id)
         using (proof_hash, session_id)
       where p.used_at is null and p.expires_at > $3
       order by p.proof_hash for update of p)
     update parties.pin_proofs p set used_at = $3 from good where p.proof_hash = good.proof_hash
     returning encode(p.proof_hash, 'hex') as hash, p.session_id`,
    [
      proofs.map(({ hash }) => hash),
      proofs.map(({ sessionId }) => uuidOf(sessionId)),
      isoOf(tx.now),
    ],
  );
  return new Set(rows.map(({ hash, session_id: id }) => `${hash} ${idOf('sess', id)}`));
}

/** Makes used proofs of sessions good again until a moment. */
export async function restorePinProofs(
  tx: Tx,
  proofs: readonly { hash: Buffer; sessionId: SessionId }[],
  expiresAt: Instant,
): Promise<void> {
  await tx.query(
    `insert into parties.pin_proofs (proof_hash, session_id, expires_at)
     select hash, session, $3 from unnest($1::bytea[], $2::uuid[]) as shown (hash, session)
     on conflict (proof_hash) do update set used_at = null, expires_at = excluded.expires_at`,
    [
      proofs.map(({ hash }) => hash),
      proofs.map(({ sessionId }) => uuidOf(sessionId)),
      isoOf(expiresAt),
    ],
  );
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
