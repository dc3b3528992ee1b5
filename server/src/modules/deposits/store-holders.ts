// SQL of holders: what payments has told about a person, and the turn to change their accounts.

import { isoOf, uuidOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { PartyId } from './account.ts';

export type Holder = {
  /** Since when a card of another bank is bound; null while none is. */
  readonly cardSince: Instant | null;
};

type HolderRow = { card_since: Instant | null };

/** Takes a person's turn to open, close or raise accounts until the transaction ends. */
export async function takeHolder(tx: Tx, partyId: PartyId): Promise<Holder> {
  const [row] = await tx.query<HolderRow>(
    `insert into deposits.holders as h (party_id) values ($1)
     on conflict (party_id) do update set party_id = h.party_id returning card_since`,
    [uuidOf(partyId)],
  );
  return { cardSince: row?.card_since ?? null };
}

/** What is known of a person, for looking at. */
export async function selectHolder(tx: Tx, partyId: PartyId): Promise<Holder> {
  const [row] = await tx.query<HolderRow>(
    'select card_since from deposits.holders where party_id = $1',
    [uuidOf(partyId)],
  );
  return { cardSince: row?.card_since ?? null };
}

/** Notes since when a card is bound, or that none is any more; the holder must be taken. */
export async function updateCardSince(
  tx: Tx,
  partyId: PartyId,
  since: Instant | null,
): Promise<void> {
  await tx.query('update deposits.holders set card_since = $2 where party_id = $1', [
    uuidOf(partyId),
    since === null ? null : isoOf(since),
  ]);
}
