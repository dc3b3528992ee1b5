// SQL of screenings: who waits for the list, who was looked up in an older one, and what came of
// it. Many people are claimed and written at a time.

import { addSeconds, idOf, isoOf, uuidOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { PartyId } from '../party.ts';
import { entriesContext, idNumberContext, nameContext } from '../sealed-columns.ts';
import { NO_ENTRIES, type Entries, type ListState } from './judge-hits.ts';

export type TwinState = 'clear' | 'suspected' | 'cleared' | 'confirmed';

/** Somebody to be looked up, and how often that was tried in vain. */
export type Claimed = {
  readonly partyId: PartyId;
  readonly name: string;
  readonly idNumber: string;
  readonly attempts: number;
};

export type Screening = {
  readonly partyId: PartyId;
  readonly listState: ListState;
  readonly twinState: TwinState;
  readonly entries: Entries;
};

/** Begins the screening of a party; one that has begun is due again from the given moment. */
export async function insertScreening(tx: Tx, partyId: PartyId, askAt: Instant): Promise<void> {
  await tx.query(
    `insert into parties.screenings (party_id, list_state, twin_state, next_ask_at)
     values ($1, 'waiting', 'clear', $2)
     on conflict (party_id) do update set next_ask_at = excluded.next_ask_at`,
    [uuidOf(partyId), isoOf(askAt)],
  );
}

/** Takes people who wait for the list for the length of a lease; other workers pass over them. */
export function claimWaiting(tx: Tx, lease: Lease): Promise<Claimed[]> {
  return claim(tx, `s.list_state = 'waiting'`, lease, []);
}

/** The same of people who were looked up in another version of the list, or never. */
export function claimOutdated(tx: Tx, version: string, lease: Lease): Promise<Claimed[]> {
  const outdated = `s.list_state <> 'waiting'
    and (s.list_version < $4 or s.list_version > $4 or s.list_version is null)`;
  return claim(tx, outdated, lease, [version]);
}

export type Lease = { readonly limit: number; readonly seconds: number };

async function claim(
  tx: Tx,
  due: string,
  lease: Lease,
  more: readonly string[],
): Promise<Claimed[]> {
  const rows = await tx.query<{
    party_id: string;
    name_sealed: string;
    id_number_sealed: string;
    attempts: number;
  }>(
    `update parties.screenings t set attempts = t.attempts + 1, next_ask_at = $3
     from parties.identities i
     where i.party_id = t.party_id and t.party_id in (
       select s.party_id from parties.screenings s
       join parties.identities j on j.party_id = s.party_id and j.closed_at is null
       where ${due} and s.next_ask_at <= $1
       limit $2 for update of s skip locked)
     returning t.party_id, i.name_sealed, i.id_number_sealed, t.attempts`,
    [isoOf(tx.now), lease.limit, isoOf(addSeconds(tx.now, lease.seconds)), ...more],
  );
  return rows.map((row) => {
    const partyId = idOf('party', row.party_id);
    return {
      partyId,
      name: tx.secrets.open(row.name_sealed, nameContext(partyId)),
      idNumber: tx.secrets.open(row.id_number_sealed, idNumberContext(partyId)),
      attempts: row.attempts,
    };
  });
}

/** People's screenings, their rows taken until the transaction ends, in one order. */
export async function lockScreenings(tx: Tx, ids: readonly PartyId[]): Promise<Screening[]> {
  const rows = await tx.query<{
    party_id: string;
    list_state: ListState;
    twin_state: TwinState;
    entries_sealed: string | null;
  }>(
    `select party_id, list_state, twin_state, entries_sealed from parties.screenings
     where party_id = any($1::uuid[]) order by party_id for update`,
    [ids.map(uuidOf)],
  );
  return rows.map((row) => {
    const partyId = idOf('party', row.party_id);
    const sealed = row.entries_sealed;
    return {
      partyId,
      listState: row.list_state,
      twinState: row.twin_state,
      entries:
        sealed === null
          ? NO_ENTRIES
          : (JSON.parse(tx.secrets.open(sealed, entriesContext(partyId))) as Entries),
    };
  });
}

/** Writes where people stand after an answer of the list, or a decision (version undefined). */
export async function updateScreenings(
  tx: Tx,
  screenings: readonly Pick<Screening, 'partyId' | 'listState' | 'entries'>[],
  listVersion: string | undefined,
): Promise<void> {
  await tx.query(
    `update parties.screenings s set list_state = n.list_state, entries_sealed = n.entries_sealed,
       list_version = coalesce($4, s.list_version), attempts = 0, trouble = null
     from unnest($1::uuid[], $2::text[], $3::text[]) as n (party_id, list_state, entries_sealed)
     where s.party_id = n.party_id`,
    [
      screenings.map(({ partyId }) => uuidOf(partyId)),
      screenings.map(({ listState }) => listState),
      screenings.map(({ partyId, entries }) =>
        entries.found.length === 0
          ? null
          : tx.secrets.seal(JSON.stringify(entries), entriesContext(partyId)),
      ),
      listVersion ?? null,
    ],
  );
}

export async function updateTwinState(tx: Tx, partyId: PartyId, state: TwinState): Promise<void> {
  await tx.query('update parties.screenings set twin_state = $2 where party_id = $1', [
    uuidOf(partyId),
    state,
  ]);
}

/** Plans when people are asked about again, after the list gave no answer. */
export async function planNextAsk(
  tx: Tx,
  ids: readonly PartyId[],
  at: Instant,
  trouble: string,
): Promise<void> {
  await tx.query(
    `update parties.screenings set next_ask_at = $2, trouble = $3
     where party_id = any($1::uuid[])`,
    [ids.map(uuidOf), isoOf(at), trouble],
  );
}

/** The version of the list that was last heard of. */
export async function selectListVersion(tx: Tx): Promise<string | undefined> {
  const [row] = await tx.query<{ version: string }>('select version from parties.watch_list');
  return row?.version;
}

export async function upsertListVersion(tx: Tx, version: string): Promise<void> {
  await tx.query(
    `insert into parties.watch_list (version, seen_at) values ($1, $2)
     on conflict (one) do update set version = excluded.version, seen_at = excluded.seen_at
       where parties.watch_list.version <> excluded.version`,
    [version, isoOf(tx.now)],
  );
}
