// SQL of leaving, and of what a person may see of it.

import { idOf, isoOf, uuidOf, type BusinessDate, type Id, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { PartyId } from './party.ts';
import { phoneIndexes } from './store-parties.ts';

export type Device = {
  readonly id: Id<'dev'>;
  readonly name: string;
  readonly platform: string;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
};

/** Every device a party has used, newest first. */
export async function selectDevices(tx: Tx, partyId: PartyId): Promise<Device[]> {
  const rows = await tx.query<{
    id: string;
    name: string;
    platform: string;
    created_at: Instant;
    last_seen_at: Instant;
  }>(
    `select d.id, d.name, d.platform, d.created_at,
       coalesce((select max(s.last_seen_at) from parties.sessions s where s.device_id = d.id),
         d.created_at) as last_seen_at
     from parties.devices d where d.party_id = $1 order by d.created_at desc, d.id desc`,
    [uuidOf(partyId)],
  );
  return rows.map((row) => ({
    id: idOf('dev', row.id),
    name: row.name,
    platform: row.platform,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
  }));
}

/** How many years after leaving a party's identity is kept. */
export async function selectRetentionYears(tx: Tx, on: BusinessDate): Promise<number> {
  const [row] = await tx.query<{ years: number }>(
    `select years from parties.retention_terms where effective_from <= $1
     order by effective_from desc limit 1`,
    [on],
  );
  return row?.years ?? 0;
}

/** Ends a party: its phone and id number are free for whoever comes next. */
export async function closeParty(tx: Tx, partyId: PartyId, keptUntil: BusinessDate): Promise<void> {
  const [id, now] = [uuidOf(partyId), isoOf(tx.now)];
  await tx.query('update parties.parties set closed_at = $2, kept_until = $3 where id = $1', [
    id,
    now,
    keptUntil,
  ]);
  await tx.query('update parties.identities set closed_at = $2 where party_id = $1', [id, now]);
  await tx.query(
    'update parties.sessions set ended_at = $2 where party_id = $1 and ended_at is null',
    [id, now],
  );
}

/** Devices keep their ids, which receipts name, and nothing else. */
export async function blankDevices(tx: Tx, partyId: PartyId): Promise<void> {
  await tx.query(
    `update parties.devices set name = '', platform = '', secret_hash = '' where party_id = $1`,
    [uuidOf(partyId)],
  );
}

export async function deletePin(tx: Tx, partyId: PartyId): Promise<void> {
  await tx.query('delete from parties.pins where party_id = $1', [uuidOf(partyId)]);
}

export async function deletePhoneCodes(tx: Tx, phone: string): Promise<void> {
  await tx.query('delete from parties.phone_codes where phone_index = any($1::bytea[])', [
    phoneIndexes(tx, phone),
  ]);
}

/** Forgets who the parties were whose time of keeping is over; tells which. */
export async function forgetClosed(tx: Tx, on: BusinessDate, limit: number): Promise<PartyId[]> {
  const over = await tx.query<{ id: string }>(
    `update parties.parties set phone_sealed = null, phone_index = null
     where id in (select id from parties.parties
       where kept_until < $1 and phone_sealed is not null limit $2)
     returning id`,
    [on, limit],
  );
  await tx.query('delete from parties.identities where party_id = any($1::uuid[])', [
    over.map(({ id }) => id),
  ]);
  return over.map(({ id }) => idOf('party', id));
}
