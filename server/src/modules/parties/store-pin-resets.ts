// The SQL of decisions about forgotten PINs.

import { isoOf, uuidOf, type Id, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { PartyId, SessionId } from './party.ts';

export type PinReset = {
  readonly partyId: PartyId;
  readonly sessionId: SessionId;
  /** Why it was refused; none: the PIN was replaced. */
  readonly reasons: readonly string[];
  readonly verification:
    | { readonly decisionId: string; readonly kind: 'face' | 'voice' }
    | undefined;
  /** What it stood on instead. */
  readonly stepUpId: Id<'step'> | undefined;
};

export async function insertPinReset(tx: Tx, reset: PinReset): Promise<void> {
  const { partyId, sessionId, reasons, verification, stepUpId } = reset;
  await tx.query(
    `insert into parties.pin_resets
       (id, party_id, session_id, outcome, reasons, verification_id, verified_by, decided_at,
        step_up_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      uuidOf(tx.newId('prst')),
      uuidOf(partyId),
      uuidOf(sessionId),
      reasons.length === 0 ? 'accepted' : 'refused',
      reasons,
      verification?.decisionId ?? null,
      verification?.kind ?? null,
      isoOf(tx.now),
      stepUpId === undefined ? null : uuidOf(stepUpId),
    ],
  );
}

/** How many resets of a party failed after a moment although a verification was there. */
export async function countFailedResets(tx: Tx, partyId: PartyId, after: Instant): Promise<number> {
  const [row] = await tx.query<{ failed: number }>(
    `select count(*)::integer as failed from parties.pin_resets
     where party_id = $1 and decided_at > $2 and outcome = 'refused'
       and verification_id is not null`,
    [uuidOf(partyId), isoOf(after)],
  );
  return row?.failed ?? 0;
}

export type KnownPinReset = {
  readonly outcome: 'accepted' | 'refused';
  readonly verifiedBy: 'face' | 'voice' | null;
  readonly decidedAt: Instant;
};

/** What was decided about a party's forgotten PIN, newest first. */
export async function selectPinResets(tx: Tx, partyId: PartyId): Promise<KnownPinReset[]> {
  return tx.query<KnownPinReset>(
    `select outcome, verified_by as "verifiedBy", decided_at as "decidedAt"
     from parties.pin_resets where party_id = $1 order by decided_at desc, id desc`,
    [uuidOf(partyId)],
  );
}
