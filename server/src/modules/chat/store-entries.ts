// The SQL for logs: what was said, in the order in which it was.

import { idOf, isoOf, uuidOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { ConversationId, Entry, EntryKind, NewEntry } from './conversation.ts';
import type { PartyId } from './people.ts';
import { wordsOf } from './search-words.ts';

type EntryRow = {
  conversation_id: string;
  seq: bigint;
  kind: EntryKind;
  author_id: string;
  client_id: string | null;
  text: string | null;
  about_seq: bigint | null;
  about_ids: string[] | null;
  said_at: Instant;
  recalled_at: Instant | null;
  attachment_id: string | null;
};

const ENTRY = `e.conversation_id, e.seq, e.kind, e.author_id, e.client_id, e.text, e.about_seq,
  e.about_ids, e.said_at, e.recalled_at, e.attachment_id`;

/** Appends an entry under a number. */
export async function insertEntry(
  tx: Tx,
  id: ConversationId,
  seq: bigint,
  entry: NewEntry,
): Promise<Entry> {
  const { kind, authorId, clientId = null, text = null, aboutSeq = null, aboutIds = [] } = entry;
  const { attachmentId = null } = entry;
  const words = kind === 'text' && text !== null ? wordsOf(text) : [];
  await tx.query(
    `insert into chat.entries (conversation_id, seq, kind, author_id, client_id, text, about_seq,
       about_ids, said_at, words, attachment_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9,
       case when cardinality($10::text[]) > 0 then array_to_tsvector($10) end, $11)`,
    [
      uuidOf(id),
      seq,
      kind,
      uuidOf(authorId),
      clientId,
      text,
      aboutSeq,
      aboutIds.length === 0 ? null : aboutIds.map(uuidOf),
      isoOf(tx.now),
      words,
      attachmentId === null ? null : uuidOf(attachmentId),
    ],
  );
  return {
    seq,
    kind,
    authorId,
    clientId,
    text,
    aboutSeq,
    aboutIds,
    saidAt: tx.now,
    recalledAt: null,
    attachmentId,
  };
}

/** What an author has sent under a client id. */
export async function selectSent(
  tx: Tx,
  id: ConversationId,
  authorId: PartyId,
  clientId: string,
): Promise<Entry | undefined> {
  const rows = await tx.query<EntryRow>(
    `select ${ENTRY} from chat.entries e
      where conversation_id = $1 and author_id = $2 and client_id = $3`,
    [uuidOf(id), uuidOf(authorId), clientId],
  );
  return rows.map(entryOf)[0];
}

export async function selectEntry(
  tx: Tx,
  id: ConversationId,
  seq: bigint,
): Promise<Entry | undefined> {
  const rows = await tx.query<EntryRow>(
    `select ${ENTRY} from chat.entries e where conversation_id = $1 and seq = $2`,
    [uuidOf(id), seq],
  );
  return rows.map(entryOf)[0];
}

export type Stretch = {
  /** Entries above this number, the oldest first; else the newest ones below `before`. */
  readonly after: bigint | null;
  readonly before: bigint;
  readonly from: bigint;
  readonly limit: number;
};

/** A stretch of a log, in order. */
export async function selectEntries(
  tx: Tx,
  id: ConversationId,
  { after, before, from, limit }: Stretch,
): Promise<Entry[]> {
  const isForward = after !== null;
  const low = isForward && after > from ? after : from;
  const rows = await tx.query<EntryRow>(
    `select ${ENTRY} from chat.entries e
      where conversation_id = $1 and seq > $2 and seq < $3
      order by seq ${isForward ? 'asc' : 'desc'} limit $4`,
    [uuidOf(id), low, before, limit],
  );
  const entries = rows.map(entryOf);
  return isForward ? entries : entries.toReversed();
}

/** The newest entries of some conversations that show in a list. */
export async function selectNewest(
  tx: Tx,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, Entry>> {
  const rows = await tx.query<EntryRow>(
    `select ${ENTRY} from unnest($1::uuid[]) as wanted (id)
     cross join lateral (select * from chat.entries
       where conversation_id = wanted.id and kind <> 'recall' order by seq desc limit 1) as e`,
    [ids.map(uuidOf)],
  );
  return new Map(rows.map((row) => [idOf('conv', row.conversation_id), entryOf(row)]));
}

/** Takes the words of a text away. */
export async function forgetText(tx: Tx, id: ConversationId, seq: bigint): Promise<void> {
  await tx.query(
    `update chat.entries set text = null, words = null, recalled_at = $3
      where conversation_id = $1 and seq = $2`,
    [uuidOf(id), seq, isoOf(tx.now)],
  );
}

export type Search = {
  readonly words: readonly string[];
  readonly begins: readonly string[];
  /** What a text has to hold as a whole, in the form in which texts are compared. */
  readonly whole: string;
  readonly only: ConversationId | null;
  readonly before: Instant | null;
  readonly limit: number;
};

/** Texts that somebody may see and that match, the newest first. */
export async function searchEntries(
  tx: Tx,
  partyId: PartyId,
  search: Search,
): Promise<{ conversationId: ConversationId; entry: Entry }[]> {
  const { words, begins, whole, only, before, limit } = search;
  const query = [
    ...words.map((word) => quoted(word)),
    ...begins.map((word) => `${quoted(word)}:*`),
  ].join(' & ');
  const rows = await tx.query<EntryRow>(
    `select ${ENTRY} from chat.entries e
       join chat.members m on m.conversation_id = e.conversation_id and m.party_id = $1
      where e.words @@ $2::tsquery and ($3::uuid is null or e.conversation_id = $3)
        and e.seq > m.from_seq and e.seq <= coalesce(m.until_seq, e.seq)
        and position($4 in lower(normalize(e.text, NFKC))) > 0
        and ($5::timestamptz is null or e.said_at < $5)
      order by e.said_at desc, e.conversation_id, e.seq desc limit $6`,
    [
      uuidOf(partyId),
      query,
      only === null ? null : uuidOf(only),
      whole,
      before === null ? null : isoOf(before),
      limit,
    ],
  );
  return rows.map((row) => ({
    conversationId: idOf('conv', row.conversation_id),
    entry: entryOf(row),
  }));
}

/** A word as tsquery reads it. */
function quoted(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

function entryOf(row: EntryRow): Entry {
  return {
    seq: row.seq,
    kind: row.kind,
    authorId: idOf('party', row.author_id),
    clientId: row.client_id,
    text: row.text,
    aboutSeq: row.about_seq,
    aboutIds: (row.about_ids ?? []).map((one) => idOf('party', one)),
    saidAt: row.said_at,
    recalledAt: row.recalled_at,
    attachmentId: row.attachment_id === null ? null : idOf('file', row.attachment_id),
  };
}
