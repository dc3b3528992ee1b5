// SQL of the signs that two parties may be one person.

import { idOf, isoOf, uuidOf, type BusinessDate } from '@sycee/kit';
import type { Tx } from '#platform';
import type { PartyId } from '../party.ts';
import { NAME_BIRTH_CONTEXT, nameBirthContext } from '../sealed-columns.ts';
import type { SignalKind } from './twin-signals.ts';

export type NotedSignal = { readonly kind: SignalKind; readonly other: PartyId };

/** Keeps signs; answers whether any of them is new. */
export async function insertSignals(
  tx: Tx,
  partyId: PartyId,
  signals: readonly NotedSignal[],
): Promise<boolean> {
  const rows = await tx.query(
    `insert into parties.twin_signals (party_id, kind, other_party_id, noted_at)
     select $1, kind, other, $4 from unnest($2::text[], $3::uuid[]) as noted (kind, other)
     on conflict do nothing returning 1`,
    [
      uuidOf(partyId),
      signals.map(({ kind }) => kind),
      signals.map(({ other }) => uuidOf(other)),
      isoOf(tx.now),
    ],
  );
  return rows.length > 0;
}

/** The signs of a party that the staff have not set aside. */
export async function selectUnreviewed(tx: Tx, partyId: PartyId): Promise<NotedSignal[]> {
  const rows = await tx.query<{ kind: SignalKind; other_party_id: string }>(
    `select kind, other_party_id from parties.twin_signals
     where party_id = $1 and reviewed_at is null order by noted_at, kind, other_party_id`,
    [uuidOf(partyId)],
  );
  return rows.map((row) => ({ kind: row.kind, other: idOf('party', row.other_party_id) }));
}

export async function markReviewed(tx: Tx, partyId: PartyId): Promise<void> {
  await tx.query(
    `update parties.twin_signals set reviewed_at = $2 where party_id = $1 and reviewed_at is null`,
    [uuidOf(partyId), isoOf(tx.now)],
  );
}

/** Keeps a name with a day of birth, and answers the other parties that have given the same. */
export async function keepNameBirth(
  tx: Tx,
  partyId: PartyId,
  { name, bornOn }: { name: string; bornOn: BusinessDate },
): Promise<PartyId[]> {
  const value = `${plainName(name)} ${bornOn}`;
  await tx.query(
    `insert into parties.name_births (party_id, name_birth_sealed, name_birth_index)
     values ($1, $2, $3)`,
    [
      uuidOf(partyId),
      tx.secrets.seal(value, nameBirthContext(partyId)),
      tx.secrets.blindIndex(value, NAME_BIRTH_CONTEXT),
    ],
  );
  return partiesIn(
    tx,
    `select n.party_id from parties.name_births n join parties.parties p on p.id = n.party_id
     where n.name_birth_index = any($2::bytea[]) and n.party_id <> $1 and p.closed_at is null`,
    [uuidOf(partyId), tx.secrets.blindIndexes(value, NAME_BIRTH_CONTEXT)],
  );
}

/** Other parties with an identity that have signed in by the same app on the same device. */
export function othersOnDevices(tx: Tx, partyId: PartyId): Promise<PartyId[]> {
  return partiesIn(
    tx,
    `select distinct o.party_id from parties.devices d
     join parties.devices o on o.installation_hash = d.installation_hash
     join parties.identities i on i.party_id = o.party_id and i.closed_at is null
     where d.party_id = $1 and o.party_id <> $1 limit 50`,
    [uuidOf(partyId)],
  );
}

/** Who holds an id number now, in any form of its index. */
export async function holderOfIdNumber(
  tx: Tx,
  indexes: readonly Buffer[],
): Promise<PartyId | undefined> {
  const [holder] = await partiesIn(
    tx,
    `select party_id from parties.identities
     where id_number_index = any($1::bytea[]) and closed_at is null`,
    [indexes],
  );
  return holder;
}

export async function deleteNameBirth(tx: Tx, partyId: PartyId): Promise<void> {
  await tx.query('delete from parties.name_births where party_id = $1', [uuidOf(partyId)]);
}

async function partiesIn(
  tx: Tx,
  sql: string,
  places: (string | readonly Buffer[])[],
): Promise<PartyId[]> {
  const rows = await tx.query<{ party_id: string }>(sql, places);
  return rows.map((row) => idOf('party', row.party_id));
}

/** One form of a name, so that spaces, dots, case and marks make no other person of it. */
function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[^\p{L}]/gu, '')
    .toLowerCase();
}
