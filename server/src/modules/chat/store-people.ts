// The SQL for people: nicknames, contacts, requests, blocks.

import { idOf, isoOf, uuidOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { ContactRequest, ContactRequestState, PartyId } from './people.ts';

export type Acquaintance = {
  readonly partyId: PartyId;
  readonly nickname: string | null;
  readonly remark: string | null;
  readonly isContact: boolean;
};

/** What is known here of some people, as seen by one. */
export async function selectAcquaintances(
  tx: Tx,
  viewerId: PartyId,
  ids: readonly PartyId[],
): Promise<Acquaintance[]> {
  const rows = await tx.query<{
    party_id: string;
    nickname: string | null;
    remark: string | null;
    is_contact: boolean;
  }>(
    `select wanted.party_id, p.nickname, c.remark, c.party_id is not null as is_contact
       from unnest($2::uuid[]) as wanted (party_id)
       left join chat.profiles p on p.party_id = wanted.party_id
       left join chat.contacts c on c.party_id = $1 and c.contact_id = wanted.party_id`,
    [uuidOf(viewerId), ids.map(uuidOf)],
  );
  return rows.map((row) => ({
    partyId: idOf('party', row.party_id),
    nickname: row.nickname,
    remark: row.remark,
    isContact: row.is_contact,
  }));
}

export async function saveNickname(tx: Tx, partyId: PartyId, nickname: string): Promise<void> {
  await tx.query(
    `insert into chat.profiles (party_id, nickname, changed_at) values ($1, $2, $3)
     on conflict (party_id) do update set nickname = $2, changed_at = $3`,
    [uuidOf(partyId), nickname, isoOf(tx.now)],
  );
}

/** The token of somebody's card, which is made when there is none, or made anew. */
export async function saveCard(
  tx: Tx,
  partyId: PartyId,
  token: string,
  isAnew: boolean,
): Promise<string> {
  const [row] = await tx.query<{ token: string }>(
    `insert into chat.cards as c (party_id, token, made_at) values ($1, $2, $3)
     on conflict (party_id) do update
       set token = case when $4 then excluded.token else c.token end,
           made_at = case when $4 then excluded.made_at else c.made_at end
     returning token`,
    [uuidOf(partyId), token, isoOf(tx.now), isAnew],
  );
  return row?.token ?? token;
}

export async function selectPartyByCard(tx: Tx, token: string): Promise<PartyId | undefined> {
  const rows = await tx.query<{ party_id: string }>(
    'select party_id from chat.cards where token = $1',
    [token],
  );
  return rows.map(({ party_id: id }) => idOf('party', id))[0];
}

/** Whether two people are in one group now. */
export async function shareGroup(tx: Tx, one: PartyId, other: PartyId): Promise<boolean> {
  const rows = await tx.query(
    `select from chat.members a join chat.members b using (conversation_id)
      where a.party_id = $1 and b.party_id = $2 and a.until_seq is null and b.until_seq is null
      limit 1`,
    [uuidOf(one), uuidOf(other)],
  );
  return rows.length > 0;
}

/** Everybody one has as a contact. */
export async function selectContactIds(tx: Tx, partyId: PartyId): Promise<PartyId[]> {
  const rows = await tx.query<{ contact_id: string }>(
    'select contact_id from chat.contacts where party_id = $1 order by contact_id',
    [uuidOf(partyId)],
  );
  return rows.map(({ contact_id: id }) => idOf('party', id));
}

/** Makes two people contacts of each other. */
export async function insertContacts(tx: Tx, one: PartyId, other: PartyId): Promise<void> {
  await tx.query(
    `insert into chat.contacts (party_id, contact_id, since)
     values ($1, $2, $3), ($2, $1, $3) on conflict do nothing`,
    [uuidOf(one), uuidOf(other), isoOf(tx.now)],
  );
}

/** Ends it for both; false when they were none. */
export async function deleteContacts(tx: Tx, one: PartyId, other: PartyId): Promise<boolean> {
  const rows = await tx.query(
    `delete from chat.contacts
      where (party_id, contact_id) in (($1::uuid, $2::uuid), ($2::uuid, $1::uuid)) returning 1`,
    [uuidOf(one), uuidOf(other)],
  );
  return rows.length > 0;
}

/** Says what one calls a contact; false when it is none. */
export async function updateRemark(
  tx: Tx,
  partyId: PartyId,
  contactId: PartyId,
  remark: string | null,
): Promise<boolean> {
  const rows = await tx.query(
    'update chat.contacts set remark = $3 where party_id = $1 and contact_id = $2 returning 1',
    [uuidOf(partyId), uuidOf(contactId), remark],
  );
  return rows.length > 0;
}

/** Holds the tie between two people until the commit, so that its changes come one by one. */
export async function holdTie(tx: Tx, one: PartyId, other: PartyId): Promise<void> {
  const key = [one, other].toSorted().join(' ');
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 5))', [key]);
}

export type Tie = {
  readonly isContact: boolean;
  readonly hasBlocked: boolean;
  readonly isBlocked: boolean;
};

/** How one stands to another. */
export async function selectTie(tx: Tx, partyId: PartyId, otherId: PartyId): Promise<Tie> {
  const [tie] = await tx.query<Tie>(
    `select exists (select from chat.contacts where party_id = $1 and contact_id = $2)
         as "isContact",
       exists (select from chat.blocks where party_id = $1 and blocked_id = $2) as "hasBlocked",
       exists (select from chat.blocks where party_id = $2 and blocked_id = $1) as "isBlocked"`,
    [uuidOf(partyId), uuidOf(otherId)],
  );
  return tie ?? { isContact: false, hasBlocked: false, isBlocked: false };
}

/** Blocks somebody, or lets them be heard again. */
export async function saveBlock(
  tx: Tx,
  partyId: PartyId,
  blockedId: PartyId,
  isBlocked: boolean,
): Promise<void> {
  const values = [uuidOf(partyId), uuidOf(blockedId)];
  if (isBlocked) {
    await tx.query(
      `insert into chat.blocks (party_id, blocked_id, since) values ($1, $2, $3)
       on conflict do nothing`,
      [...values, isoOf(tx.now)],
    );
  } else {
    await tx.query('delete from chat.blocks where party_id = $1 and blocked_id = $2', values);
  }
}

export async function selectBlockedIds(tx: Tx, partyId: PartyId): Promise<PartyId[]> {
  const rows = await tx.query<{ blocked_id: string }>(
    'select blocked_id from chat.blocks where party_id = $1 order by since desc, blocked_id',
    [uuidOf(partyId)],
  );
  return rows.map(({ blocked_id: id }) => idOf('party', id));
}

type RequestRow = {
  id: string;
  from_id: string;
  to_id: string;
  hello: string;
  state: ContactRequestState;
  asked_at: Instant;
};

const REQUEST = 'select id, from_id, to_id, hello, state, asked_at from chat.contact_requests';

export async function insertRequest(tx: Tx, request: ContactRequest): Promise<void> {
  await tx.query(
    `insert into chat.contact_requests (id, from_id, to_id, hello, state, asked_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      uuidOf(request.id),
      uuidOf(request.fromId),
      uuidOf(request.toId),
      request.hello,
      request.state,
      isoOf(request.askedAt),
    ],
  );
}

/** The request from one to another that waits. */
export async function selectWaiting(
  tx: Tx,
  fromId: PartyId,
  toId: PartyId,
): Promise<ContactRequest | undefined> {
  const rows = await tx.query<RequestRow>(
    `${REQUEST} where from_id = $1 and to_id = $2 and state = 'waiting'`,
    [uuidOf(fromId), uuidOf(toId)],
  );
  return rows.map(requestOf)[0];
}

export async function selectRequest(
  tx: Tx,
  id: ContactRequest['id'],
): Promise<ContactRequest | undefined> {
  const rows = await tx.query<RequestRow>(`${REQUEST} where id = $1`, [uuidOf(id)]);
  return rows.map(requestOf)[0];
}

/** What somebody was asked by people they have not blocked, and what they asked; newest first. */
export async function selectRequests(
  tx: Tx,
  partyId: PartyId,
  since: Instant,
  atMost: number,
): Promise<ContactRequest[]> {
  const rows = await tx.query<RequestRow>(
    `${REQUEST} as r where (from_id = $1 or (to_id = $1 and state <> 'withdrawn'
         and not exists (select from chat.blocks b
           where b.party_id = $1 and b.blocked_id = r.from_id)))
       and asked_at >= $2
     order by asked_at desc, id desc limit $3`,
    [uuidOf(partyId), isoOf(since), atMost],
  );
  return rows.map(requestOf);
}

/** How many requests somebody has made since a moment. */
export async function countRequests(tx: Tx, fromId: PartyId, since: Instant): Promise<number> {
  const rows = await tx.query<{ count: bigint }>(
    'select count(*) as count from chat.contact_requests where from_id = $1 and asked_at >= $2',
    [uuidOf(fromId), isoOf(since)],
  );
  return Number(rows[0]?.count ?? 0n);
}

/** Ends a request that waits; false when it does not wait any more. */
export async function endRequest(
  tx: Tx,
  id: ContactRequest['id'],
  state: Exclude<ContactRequestState, 'waiting'>,
): Promise<boolean> {
  const rows = await tx.query(
    `update chat.contact_requests set state = $2, answered_at = $3
      where id = $1 and state = 'waiting' returning 1`,
    [uuidOf(id), state, isoOf(tx.now)],
  );
  return rows.length > 0;
}

function requestOf(row: RequestRow): ContactRequest {
  return {
    id: idOf('creq', row.id),
    fromId: idOf('party', row.from_id),
    toId: idOf('party', row.to_id),
    hello: row.hello,
    state: row.state,
    askedAt: row.asked_at,
  };
}
