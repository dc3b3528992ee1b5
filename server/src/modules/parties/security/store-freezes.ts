// The SQL of freezes.

import { isoOf, uuidOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { PartyId, SessionId } from '../party.ts';

export type FreezeReason = 'lost_device' | 'not_me' | 'other';

export type Freeze = {
  readonly partyId: PartyId;
  readonly reason: FreezeReason;
  /** Undefined: by a face, without signing in. */
  readonly sessionId: SessionId | undefined;
};

/** Freezes a party; false when it is frozen, or has left. */
export async function insertFreeze(tx: Tx, freeze: Freeze): Promise<boolean> {
  const rows = await tx.query(
    `update parties.parties set frozen_at = $2
     where id = $1 and frozen_at is null and closed_at is null returning 1`,
    [uuidOf(freeze.partyId), isoOf(tx.now)],
  );
  if (rows.length === 0) return false;
  await tx.query(
    `insert into parties.freezes (id, party_id, frozen_by, reason, session_id, frozen_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      uuidOf(tx.newId('frz')),
      uuidOf(freeze.partyId),
      freeze.sessionId === undefined ? 'face' : 'session',
      freeze.reason,
      freeze.sessionId === undefined ? null : uuidOf(freeze.sessionId),
      isoOf(tx.now),
    ],
  );
  return true;
}

/** Ends the freeze of a party. */
export async function endFreeze(tx: Tx, partyId: PartyId, sessionId: SessionId): Promise<void> {
  await tx.query('update parties.parties set frozen_at = null where id = $1', [uuidOf(partyId)]);
  await tx.query(
    `update parties.freezes set unfrozen_at = $2, unfrozen_in = $3
     where party_id = $1 and unfrozen_at is null`,
    [uuidOf(partyId), isoOf(tx.now), uuidOf(sessionId)],
  );
}

export type KnownFreeze = {
  readonly frozenBy: 'session' | 'face';
  readonly reason: FreezeReason;
  readonly frozenAt: Instant;
  readonly unfrozenAt: Instant | null;
};

/** Every freeze of a party, newest first. */
export async function selectFreezes(tx: Tx, partyId: PartyId): Promise<KnownFreeze[]> {
  return tx.query<KnownFreeze>(
    `select frozen_by as "frozenBy", reason, frozen_at as "frozenAt", unfrozen_at as "unfrozenAt"
     from parties.freezes where party_id = $1 order by frozen_at desc`,
    [uuidOf(partyId)],
  );
}
