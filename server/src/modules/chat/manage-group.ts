// Groups: made of one's contacts, named, announced to, grown by their members, kept in order by
// their owner and admins.

import type { Caller, Tx } from '#platform';
import { GROUP_MEMBERS_MAX, type Conversation, type ConversationId } from './conversation.ts';
import type { Member, Role } from './conversation.ts';
import { enterGroup, requireAdmin, requireOwner, type Place } from './enter.ts';
import { append } from './log.ts';
import type { PartyId } from './people.ts';
import { refuse } from './refusals.ts';
import {
  endMembership,
  insertGroup,
  insertMembers,
  selectMembers,
  updateGroup,
  updateRole,
} from './store-conversations.ts';
import { selectContactIds } from './store-people.ts';
import { ANNOUNCEMENT_MAX, GROUP_NAME_MAX, readName, readWords } from './visible-text.ts';

/** Makes a group of contacts, the caller its owner. Refuses `not_a_contact`, `group_full`. */
export async function createGroup(
  tx: Tx,
  { partyId }: Caller,
  name: string,
  memberIds: readonly PartyId[],
): Promise<ConversationId> {
  const id = tx.newId('conv');
  const shown = readName(name, GROUP_NAME_MAX);
  const others = [...new Set(memberIds)].filter((one) => one !== partyId);
  await requireContacts(tx, partyId, others);
  requireRoom(1 + others.length);
  await insertGroup(tx, id, shown);
  await insertMembers(tx, id, [partyId], 'owner', 0n);
  await insertMembers(tx, id, others, 'member', 0n);
  const conversation: Conversation = {
    id,
    kind: 'group',
    name: shown,
    announcement: null,
    lastSeq: 0n,
    lastAt: tx.now,
  };
  await append(tx, conversation, {
    kind: 'joined',
    authorId: partyId,
    aboutIds: [partyId, ...others],
  });
  return id;
}

/** A member brings contacts of their own in. Refuses `not_a_contact`, `group_full`. */
export async function addMembers(
  tx: Tx,
  { partyId }: Caller,
  id: ConversationId,
  memberIds: readonly PartyId[],
): Promise<void> {
  const place = await enterGroup(tx, id, partyId);
  await requireContacts(tx, partyId, memberIds);
  await letIn(tx, place.conversation, partyId, memberIds);
}

/** Lets people into a held group who are not in it yet; `group_full` when there is no room. */
export async function letIn(
  tx: Tx,
  conversation: Conversation,
  byId: PartyId,
  ids: readonly PartyId[],
): Promise<void> {
  const members = await selectMembers(tx, conversation.id);
  const present = new Set(members.map(({ partyId }) => partyId));
  const news = [...new Set(ids)].filter((one) => !present.has(one));
  if (news.length === 0) return;
  requireRoom(members.length + news.length);
  await insertMembers(tx, conversation.id, news, 'member', conversation.lastSeq);
  await append(tx, conversation, { kind: 'joined', authorId: byId, aboutIds: news });
}

/** Leaves a group. Its owner hands it over first, unless nobody else is left: `owner_stays`. */
export async function leaveGroup(
  tx: Tx,
  { partyId }: Caller,
  id: ConversationId,
): Promise<undefined> {
  const place = await enterGroup(tx, id, partyId);
  const members = await selectMembers(tx, id);
  if (place.own.role === 'owner' && members.length > 1) throw refuse('chat.owner_stays');
  await sendOff(tx, place.conversation, partyId, partyId);
}

/** Takes somebody out of a group: the owner anybody, an admin the other members. */
export async function removeMember(
  tx: Tx,
  { partyId }: Caller,
  id: ConversationId,
  memberId: PartyId,
): Promise<undefined> {
  const place = await enterGroup(tx, id, partyId);
  requireAdmin(place);
  const member = await memberOf(tx, place, memberId);
  if (member.role !== 'member') requireOwner(place);
  if (member.role === 'owner') throw refuse('chat.owner_stays');
  await sendOff(tx, place.conversation, partyId, memberId);
}

/** Makes somebody an admin, or no admin any more, or the owner in the caller's place. */
export async function giveRole(
  tx: Tx,
  { partyId }: Caller,
  id: ConversationId,
  memberId: PartyId,
  role: Role,
): Promise<undefined> {
  const place = await enterGroup(tx, id, partyId);
  requireOwner(place);
  const member = await memberOf(tx, place, memberId);
  if (member.role === 'owner' || member.role === role) return;
  // First the old owner, then the new: at no time are there two.
  if (role === 'owner') await updateRole(tx, id, partyId, 'admin');
  await updateRole(tx, id, memberId, role);
  await append(tx, place.conversation, {
    kind: 'role',
    authorId: partyId,
    aboutIds: [memberId],
    text: role,
  });
}

/** Renames a group or announces something; an empty announcement takes the last one down. */
export async function changeGroup(
  tx: Tx,
  { partyId }: Caller,
  id: ConversationId,
  change: { readonly name?: string; readonly announcement?: string | null },
): Promise<void> {
  const place = await enterGroup(tx, id, partyId);
  requireAdmin(place);
  const { conversation } = place;
  const name =
    change.name === undefined ? conversation.name : readName(change.name, GROUP_NAME_MAX);
  const announcement = announcementAfter(conversation, change.announcement);
  await updateGroup(tx, id, { name, announcement });
  let lastSeq = conversation.lastSeq;
  const write = async (kind: 'renamed' | 'announced', text: string | null): Promise<void> => {
    const entry = await append(tx, { ...conversation, lastSeq }, { kind, authorId: partyId, text });
    lastSeq = entry.seq;
  };
  if (name !== conversation.name) await write('renamed', name);
  if (announcement !== conversation.announcement) await write('announced', announcement);
}

function announcementAfter(
  { announcement }: Conversation,
  change: string | null | undefined,
): string | null {
  if (change === undefined) return announcement;
  return change === null ? null : readWords(change, ANNOUNCEMENT_MAX);
}

/** Somebody is in a held group no more; they are the last to hear of it. */
export async function sendOff(
  tx: Tx,
  conversation: Conversation,
  byId: PartyId,
  memberId: PartyId,
): Promise<void> {
  await endMembership(tx, conversation.id, memberId, conversation.lastSeq + 1n);
  const entry = { kind: 'left', authorId: byId, aboutIds: [memberId] } as const;
  await append(tx, conversation, entry, { also: [memberId] });
}

/** An owner who goes for good leaves the group to who has been in it longest; as it is then. */
export async function handOver(
  tx: Tx,
  conversation: Conversation,
  ownerId: PartyId,
): Promise<Conversation> {
  const [owner, heir] = await selectMembers(tx, conversation.id);
  if (owner?.partyId !== ownerId || heir === undefined) return conversation;
  await updateRole(tx, conversation.id, ownerId, 'member');
  await updateRole(tx, conversation.id, heir.partyId, 'owner');
  const change = { kind: 'role', authorId: ownerId, aboutIds: [heir.partyId] } as const;
  const { seq } = await append(tx, conversation, { ...change, text: 'owner' });
  return { ...conversation, lastSeq: seq };
}

async function memberOf(tx: Tx, { conversation }: Place, memberId: PartyId): Promise<Member> {
  const members = await selectMembers(tx, conversation.id);
  const member = members.find(({ partyId }) => partyId === memberId);
  if (member === undefined) throw refuse('chat.member_not_found');
  return member;
}

async function requireContacts(tx: Tx, partyId: PartyId, ids: readonly PartyId[]): Promise<void> {
  const contacts = new Set(await selectContactIds(tx, partyId));
  if (!ids.every((one) => contacts.has(one))) throw refuse('chat.not_a_contact');
}

function requireRoom(count: number): void {
  if (count > GROUP_MEMBERS_MAX)
    throw refuse('chat.group_full', { members_max: GROUP_MEMBERS_MAX });
}
