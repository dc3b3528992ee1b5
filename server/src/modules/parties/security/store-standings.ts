// The SQL of what a party's faces, voices and phone are worth: since when they count, when they
// changed, and how much may leave meanwhile.

import { isoOf, uuidOf, type BusinessDate, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { PartyId, SessionId } from '../party.ts';
import { phoneIndex } from '../store-parties.ts';
import { phoneContext } from '../sealed-columns.ts';

type Kind = 'face' | 'voice';

/** From when on a party's face and voice count; a missing one counts since it was enrolled. */
export async function selectBiometricStandings(
  tx: Tx,
  partyId: PartyId,
): Promise<ReadonlyMap<Kind, Instant>> {
  const rows = await tx.query<{ kind: Kind; counts_from: Instant }>(
    'select kind, counts_from from parties.biometric_standings where party_id = $1',
    [uuidOf(partyId)],
  );
  return new Map(rows.map(({ kind, counts_from: from }) => [kind, from]));
}

export async function upsertBiometricStanding(
  tx: Tx,
  partyId: PartyId,
  { kind, countsFrom }: { readonly kind: Kind; readonly countsFrom: Instant },
): Promise<void> {
  await tx.query(
    `insert into parties.biometric_standings (party_id, kind, counts_from) values ($1, $2, $3)
     on conflict (party_id, kind) do update set counts_from = excluded.counts_from`,
    [uuidOf(partyId), kind, isoOf(countsFrom)],
  );
}

export async function deleteBiometricStandings(tx: Tx, partyId: PartyId): Promise<void> {
  await tx.query('delete from parties.biometric_standings where party_id = $1', [uuidOf(partyId)]);
}

export type PhoneChange = {
  readonly partyId: PartyId;
  readonly phone: string;
  /** What it stands on. */
  readonly by: { readonly sessionId: SessionId } | { readonly recoveryId: string };
};

/** Gives a party another phone number and remembers the change. */
export async function updatePhone(tx: Tx, change: PhoneChange): Promise<void> {
  const { partyId, phone, by } = change;
  await tx.query(
    `update parties.parties set phone_sealed = $2, phone_index = $3, phone_changed_at = $4
     where id = $1`,
    [
      uuidOf(partyId),
      tx.secrets.seal(phone, phoneContext(partyId)),
      phoneIndex(tx, phone),
      isoOf(tx.now),
    ],
  );
  await tx.query(
    `insert into parties.phone_changes (id, party_id, session_id, recovery_id, changed_at)
     values ($1, $2, $3, $4, $5)`,
    [
      uuidOf(tx.newId('pch')),
      uuidOf(partyId),
      'sessionId' in by ? uuidOf(by.sessionId) : null,
      'recoveryId' in by ? by.recoveryId : null,
      isoOf(tx.now),
    ],
  );
}

export type CoolingTerms = { readonly seconds: number; readonly outgoingMaxMinor: bigint };

/** How long a recovered account cools off on a day, and what may leave it meanwhile. */
export async function selectCoolingTerms(tx: Tx, on: BusinessDate): Promise<CoolingTerms> {
  const [row] = await tx.query<{ seconds: number; outgoing_max_minor: bigint }>(
    `select seconds, outgoing_max_minor from parties.cooling_terms where effective_from <= $1
     order by effective_from desc limit 1`,
    [on],
  );
  return { seconds: row?.seconds ?? 0, outgoingMaxMinor: row?.outgoing_max_minor ?? 0n };
}

/** Lets an account cool off from now on. */
export async function updateCooling(tx: Tx, partyId: PartyId, until: Instant): Promise<void> {
  await tx.query(
    `update parties.parties set cooling_since = $2, cooling_until = $3 where id = $1`,
    [uuidOf(partyId), isoOf(tx.now), isoOf(until)],
  );
}

/** When a party's phone has changed, newest first, and whether without the old one. */
export async function selectPhoneChanges(
  tx: Tx,
  partyId: PartyId,
): Promise<{ readonly changedAt: Instant; readonly isRecovery: boolean }[]> {
  return tx.query(
    `select changed_at as "changedAt", recovery_id is not null as "isRecovery"
     from parties.phone_changes where party_id = $1 order by changed_at desc`,
    [uuidOf(partyId)],
  );
}
