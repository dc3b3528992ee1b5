// The SQL for conversations and who is in them.

import { idOf, isoOf, uuidOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { Conversation, ConversationId, Member, Role } from './conversation.ts';
import type { PartyId } from './people.ts';

type ConversationRow = {
  id: string;
  kind: Conversation['kind'];
  name: string | null;
  announcement: string | null;
  last_seq: bigint;
  last_at: Instant;
};

const CONVERSATION = 'c.id, c.kind, c.name, c.announcement, c.last_seq, c.last_at';

/** Makes the conversation of two, once, or finds it; it is held until the commit. */
export async function holdDirect(tx: Tx, one: PartyId, other: PartyId): Promise<Conversation> {
  const [low = one, high = other] = [one, other].toSorted();
  const [row] = await tx.query<ConversationRow>(
    `with made as (
       insert into chat.conversations as c
         (id, kind, low_id, high_id, last_seq, last_at, created_at)
       values ($1, 'direct', $2, $3, 0, $4, $4)
       on conflict (low_id, high_id) where kind = 'direct'
         do update set last_seq = c.last_seq
       returning ${CONVERSATION}
     ), joined as (
       insert into chat.members (conversation_id, party_id, role, from_seq, read_seq, muted)
       select made.id, party_id, 'member', 0, 0, false
         from made, unnest(array[$2, $3]::uuid[]) as party_id
       on conflict do nothing
     )
     select * from made`,
    [uuidOf(tx.newId('conv')), uuidOf(low), uuidOf(high), isoOf(tx.now)],
  );
  if (row === undefined) throw new Error('chat: the conversation of two was not made');
  return conversationOf(row);
}

export async function insertGroup(tx: Tx, id: ConversationId, name: string): Promise<void> {
  await tx.query(
    `insert into chat.conversations (id, kind, name, last_seq, last_at, created_at)
     values ($1, 'group', $2, 0, $3, $3)`,
    [uuidOf(id), name, isoOf(tx.now)],
  );
}

/** Holds a conversation until the commit: whoever adds to its log comes one after another. */
export async function holdConversation(
  tx: Tx,
  id: ConversationId,
): Promise<Conversation | undefined> {
  const rows = await tx.query<ConversationRow>(
    `select ${CONVERSATION} from chat.conversations c where id = $1 for update`,
    [uuidOf(id)],
  );
  return rows.map(conversationOf)[0];
}

export async function selectConversation(
  tx: Tx,
  id: ConversationId,
): Promise<Conversation | undefined> {
  const rows = await tx.query<ConversationRow>(
    `select ${CONVERSATION} from chat.conversations c where id = $1`,
    [uuidOf(id)],
  );
  return rows.map(conversationOf)[0];
}

/** Writes down that the log has grown. */
export async function updateLast(tx: Tx, id: ConversationId, lastSeq: bigint): Promise<void> {
  await tx.query('update chat.conversations set last_seq = $2, last_at = $3 where id = $1', [
    uuidOf(id),
    lastSeq,
    isoOf(tx.now),
  ]);
}

export async function updateGroup(
  tx: Tx,
  id: ConversationId,
  { name, announcement }: Pick<Conversation, 'name' | 'announcement'>,
): Promise<void> {
  await tx.query('update chat.conversations set name = $2, announcement = $3 where id = $1', [
    uuidOf(id),
    name,
    announcement,
  ]);
}

type MemberRow = {
  conversation_id: string;
  party_id: string;
  role: Role;
  from_seq: bigint;
  until_seq: bigint | null;
  read_seq: bigint;
  muted: boolean;
  pinned_at: Instant | null;
};

const MEMBER = `m.conversation_id, m.party_id, m.role, m.from_seq, m.until_seq, m.read_seq,
  m.muted, m.pinned_at`;

/** Somebody's place in a conversation, also after they left. */
export async function selectMember(
  tx: Tx,
  id: ConversationId,
  partyId: PartyId,
): Promise<Member | undefined> {
  const rows = await tx.query<MemberRow>(
    `select ${MEMBER} from chat.members m where conversation_id = $1 and party_id = $2`,
    [uuidOf(id), uuidOf(partyId)],
  );
  return rows.map(memberOf)[0];
}

/** All who are in a conversation now: the owner, the admins, the others, by time of joining. */
export async function selectMembers(tx: Tx, id: ConversationId): Promise<Member[]> {
  const rows = await tx.query<MemberRow>(
    `select ${MEMBER} from chat.members m where conversation_id = $1 and until_seq is null
      order by array_position(array['owner', 'admin', 'member'], role), from_seq, party_id`,
    [uuidOf(id)],
  );
  return rows.map(memberOf);
}

/** Lets people in, also those who were in before: they see what is said after an entry. */
export async function insertMembers(
  tx: Tx,
  id: ConversationId,
  ids: readonly PartyId[],
  role: Role,
  afterSeq: bigint,
): Promise<void> {
  await tx.query(
    `insert into chat.members (conversation_id, party_id, role, from_seq, read_seq, muted)
     select $1, party_id, $3, $4, $4, false from unnest($2::uuid[]) as party_id
     on conflict (conversation_id, party_id) do update
       set role = excluded.role, from_seq = excluded.from_seq, read_seq = excluded.read_seq,
           until_seq = null`,
    [uuidOf(id), ids.map(uuidOf), role, afterSeq],
  );
}

/** Somebody leaves: the entry that says so is the last they see. */
export async function endMembership(
  tx: Tx,
  id: ConversationId,
  partyId: PartyId,
  untilSeq: bigint,
): Promise<void> {
  await tx.query(
    `update chat.members set until_seq = $3, role = 'member', pinned_at = null
      where conversation_id = $1 and party_id = $2`,
    [uuidOf(id), uuidOf(partyId), untilSeq],
  );
}

export async function updateRole(
  tx: Tx,
  id: ConversationId,
  partyId: PartyId,
  role: Role,
): Promise<void> {
  await tx.query('update chat.members set role = $3 where conversation_id = $1 and party_id = $2', [
    uuidOf(id),
    uuidOf(partyId),
    role,
  ]);
}

/** Moves somebody's reading forward, never back; answers where it stands. */
export async function updateRead(
  tx: Tx,
  id: ConversationId,
  partyId: PartyId,
  readSeq: bigint,
): Promise<bigint> {
  const [row] = await tx.query<{ read_seq: bigint }>(
    `update chat.members set read_seq = greatest(read_seq, $3)
      where conversation_id = $1 and party_id = $2 returning read_seq`,
    [uuidOf(id), uuidOf(partyId), readSeq],
  );
  return row?.read_seq ?? readSeq;
}

export async function updateSettings(
  tx: Tx,
  { conversationId, partyId, muted, pinnedAt }: Member,
): Promise<void> {
  await tx.query(
    `update chat.members set muted = $3, pinned_at = $4
      where conversation_id = $1 and party_id = $2`,
    [uuidOf(conversationId), uuidOf(partyId), muted, pinnedAt === null ? null : isoOf(pinnedAt)],
  );
}

/** A conversation in somebody's list. */
export type ListedConversation = Conversation & {
  readonly own: Member;
  readonly memberCount: number;
  /** Of a direct one: the other person and how far they have read. */
  readonly other: Pick<Member, 'partyId' | 'readSeq'> | null;
  /** Texts of others that were not read, counted up to a bound. */
  readonly unread: number;
};

/** One beyond what a badge shows. */
const UNREAD_COUNTED = 100;

/** The conversations somebody is in, or one of them; pinned ones first, then the newest. */
export async function selectConversationsOf(
  tx: Tx,
  partyId: PartyId,
  only: ConversationId | null,
): Promise<ListedConversation[]> {
  const rows = await tx.query<
    ConversationRow &
      MemberRow & {
        member_count: number;
        other_id: string | null;
        other_read_seq: bigint | null;
        unread: number;
      }
  >(
    `select ${CONVERSATION}, ${MEMBER}, people.count::int as member_count,
       o.party_id as other_id, o.read_seq as other_read_seq, news.unread::int as unread
     from chat.members m
     join chat.conversations c on c.id = m.conversation_id
     left join chat.members o on c.kind = 'direct' and o.conversation_id = c.id
       and o.party_id = case when c.low_id = m.party_id then c.high_id else c.low_id end
     cross join lateral (select count(*) as count from chat.members p
       where p.conversation_id = c.id and p.until_seq is null) as people
     cross join lateral (select count(*) as unread from (
       select from chat.entries e where e.conversation_id = c.id and e.seq > m.read_seq
         and e.client_id is not null and e.recalled_at is null and e.author_id <> m.party_id
       limit ${UNREAD_COUNTED}) as counted) as news
     where m.party_id = $1 and m.until_seq is null and ($2::uuid is null or c.id = $2)
       and (c.kind = 'group' or c.last_seq > 0)
     order by m.pinned_at desc nulls last, c.last_at desc, c.id`,
    [uuidOf(partyId), only === null ? null : uuidOf(only)],
  );
  return rows.map((row) => ({
    ...conversationOf(row),
    own: memberOf(row),
    memberCount: row.member_count,
    other:
      row.other_id === null
        ? null
        : { partyId: idOf('party', row.other_id), readSeq: row.other_read_seq ?? 0n },
    unread: row.unread,
  }));
}

function conversationOf(row: ConversationRow): Conversation {
  return {
    id: idOf('conv', row.id),
    kind: row.kind,
    name: row.name,
    announcement: row.announcement,
    lastSeq: row.last_seq,
    lastAt: row.last_at,
  };
}

function memberOf(row: MemberRow): Member {
  return {
    conversationId: idOf('conv', row.conversation_id),
    partyId: idOf('party', row.party_id),
    role: row.role,
    fromSeq: row.from_seq,
    untilSeq: row.until_seq,
    readSeq: row.read_seq,
    muted: row.muted,
    pinnedAt: row.pinned_at,
  };
}
