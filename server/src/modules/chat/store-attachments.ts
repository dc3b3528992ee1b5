// The SQL for pictures and files.

import { idOf, isoOf, uuidOf, type Instant } from '@sycee/kit';
import type { KeptFile, Tx } from '#platform';
import type { Attachment, AttachmentId, KeptAttachment } from './attachment.ts';
import type { PartyId } from './people.ts';
import { keyContext } from './sealed-columns.ts';

type Row = {
  id: string;
  owner_id: string;
  kind: Attachment['kind'];
  media_type: string;
  name: string;
  bytes: number;
  width: number | null;
  height: number | null;
  file_name: string | null;
  file_key_sealed: string | null;
  thumbnail_name: string | null;
  thumbnail_key_sealed: string | null;
};

const ATTACHMENT = `a.id, a.owner_id, a.kind, a.media_type, a.name, a.bytes, a.width, a.height,
  a.file_name, a.file_key_sealed, a.thumbnail_name, a.thumbnail_key_sealed`;

export async function insertAttachment(tx: Tx, one: KeptAttachment): Promise<void> {
  const keyOf = (kept: KeptFile | null, part: 'file' | 'thumbnail'): string | null =>
    kept === null ? null : tx.secrets.seal(kept.key, keyContext(one.id, part));
  await tx.query(
    `insert into chat.attachments (id, owner_id, kind, media_type, name, bytes, width, height,
       file_name, file_key_sealed, thumbnail_name, thumbnail_key_sealed, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      uuidOf(one.id),
      uuidOf(one.ownerId),
      one.kind,
      one.mediaType,
      one.name,
      one.bytes,
      one.width,
      one.height,
      one.file.name,
      keyOf(one.file, 'file'),
      one.thumbnail?.name ?? null,
      keyOf(one.thumbnail, 'thumbnail'),
      isoOf(tx.now),
    ],
  );
}

/** An attachment that its owner has not said yet, from then on said; undefined for any other. */
export async function takeUnsaid(
  tx: Tx,
  id: AttachmentId,
  ownerId: PartyId,
): Promise<Attachment | undefined> {
  const rows = await tx.query<Row>(
    `update chat.attachments as a set said_at = $3
      where id = $1 and owner_id = $2 and said_at is null and gone_at is null
      returning ${ATTACHMENT}`,
    [uuidOf(id), uuidOf(ownerId), isoOf(tx.now)],
  );
  return rows.map(attachmentOf)[0];
}

/** What is known of some attachments; also of those that are gone. */
export async function selectAttachments(
  tx: Tx,
  ids: readonly AttachmentId[],
): Promise<ReadonlyMap<AttachmentId, Attachment>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<Row>(
    `select ${ATTACHMENT} from chat.attachments a where id = any ($1::uuid[])`,
    [ids.map(uuidOf)],
  );
  return new Map(rows.map(attachmentOf).map((one) => [one.id, one]));
}

/** An attachment that somebody may see: their own, or one said where and while they are. */
export async function selectVisible(
  tx: Tx,
  id: AttachmentId,
  partyId: PartyId,
): Promise<KeptAttachment | undefined> {
  const [row] = await tx.query<Row>(
    `select ${ATTACHMENT} from chat.attachments a
      where a.id = $1 and a.gone_at is null and (
        (a.owner_id = $2 and a.said_at is null) or exists (
          select from chat.entries e join chat.members m
              on m.conversation_id = e.conversation_id and m.party_id = $2
           where e.attachment_id = a.id and e.recalled_at is null
             and e.seq > m.from_seq and e.seq <= coalesce(m.until_seq, e.seq)))`,
    [uuidOf(id), uuidOf(partyId)],
  );
  if (!row?.file_name || !row.file_key_sealed) return undefined;
  const attachment = attachmentOf(row);
  const opened = (name: string, sealed: string, part: 'file' | 'thumbnail'): KeptFile => ({
    name,
    key: tx.secrets.open(sealed, keyContext(attachment.id, part)),
  });
  const { thumbnail_name: name, thumbnail_key_sealed: sealed } = row;
  return {
    ...attachment,
    ownerId: idOf('party', row.owner_id),
    file: opened(row.file_name, row.file_key_sealed, 'file'),
    thumbnail: name === null || sealed === null ? null : opened(name, sealed, 'thumbnail'),
  };
}

/** Forgets the keys: from now on nobody can open it, and its files may be deleted. */
export async function forgetKeys(tx: Tx, id: AttachmentId): Promise<void> {
  await tx.query(
    `update chat.attachments
        set gone_at = $2, file_key_sealed = null, thumbnail_key_sealed = null
      where id = $1 and gone_at is null`,
    [uuidOf(id), isoOf(tx.now)],
  );
}

/** Forgets the keys of what was never said. */
export async function forgetUnsaid(tx: Tx, before: Instant, atMost: number): Promise<number> {
  const rows = await tx.query(
    `update chat.attachments
        set gone_at = $2, file_key_sealed = null, thumbnail_key_sealed = null
      where id in (select id from chat.attachments
        where said_at is null and gone_at is null and made_at < $1 limit $3)
      returning 1`,
    [isoOf(before), isoOf(tx.now), atMost],
  );
  return rows.length;
}

/** Of some names of files those that belong to nothing any more; they may be deleted. */
export async function selectOrphans(tx: Tx, names: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ found: string }>(
    `select found from unnest($1::text[]) as found where not exists (
       select from chat.attachments a
        where a.gone_at is null and found in (a.file_name, a.thumbnail_name))`,
    [names],
  );
  return rows.map(({ found }) => found);
}

function attachmentOf(row: Row): Attachment {
  return {
    id: idOf('file', row.id),
    kind: row.kind,
    mediaType: row.media_type,
    name: row.name,
    bytes: row.bytes,
    width: row.width,
    height: row.height,
    hasThumbnail: row.thumbnail_name !== null,
  };
}
