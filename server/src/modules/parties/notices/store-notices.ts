// SQL of notices.

import { idOf, isoOf, uuidOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { PartyId } from '../party.ts';
import type { Notice, NoticeKind } from './notice.ts';

const SHOWN_MAX = 50;

export async function insertNotice(
  tx: Tx,
  partyId: PartyId,
  notice: Pick<Notice, 'id' | 'kind' | 'deviceName'>,
): Promise<void> {
  await tx.query(
    `insert into parties.notices (id, party_id, kind, device_name, given_at)
     values ($1, $2, $3, $4, $5)`,
    [uuidOf(notice.id), uuidOf(partyId), notice.kind, notice.deviceName, isoOf(tx.now)],
  );
}

/** A party's newest notices, newest first. */
export async function selectNotices(tx: Tx, partyId: PartyId): Promise<Notice[]> {
  const rows = await tx.query<{
    id: string;
    kind: NoticeKind;
    device_name: string | null;
    given_at: Instant;
    read_at: Instant | null;
  }>(
    `select id, kind, device_name, given_at, read_at from parties.notices
     where party_id = $1 order by given_at desc, id desc limit $2`,
    [uuidOf(partyId), SHOWN_MAX],
  );
  return rows.map((row) => ({
    id: idOf('note', row.id),
    kind: row.kind,
    deviceName: row.device_name,
    givenAt: row.given_at,
    readAt: row.read_at,
  }));
}

/** Marks every notice of a party as read. */
export async function markNoticesRead(tx: Tx, partyId: PartyId): Promise<void> {
  await tx.query(
    'update parties.notices set read_at = $2 where party_id = $1 and read_at is null',
    [uuidOf(partyId), isoOf(tx.now)],
  );
}

export async function deleteNotices(tx: Tx, partyId: PartyId): Promise<void> {
  await tx.query('delete from parties.notices where party_id = $1', [uuidOf(partyId)]);
}
