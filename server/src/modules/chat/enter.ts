// Before anything is done in a conversation: is the caller in it, and may they do this?

import type { Tx } from '#platform';
import type { Conversation, ConversationId, Member } from './conversation.ts';
import type { PartyId } from './people.ts';
import { refuse } from './refusals.ts';
import { holdConversation, selectConversation, selectMember } from './store-conversations.ts';

export type Place = { readonly conversation: Conversation; readonly own: Member };

/** A conversation one is in, to look at. Refuses `conversation_not_found`. */
export async function enter(tx: Tx, id: ConversationId, partyId: PartyId): Promise<Place> {
  return placeOf(await selectConversation(tx, id), await selectMember(tx, id, partyId));
}

/** The same, held until the commit, to change it. Refuses `conversation_not_found`. */
export async function enterHeld(tx: Tx, id: ConversationId, partyId: PartyId): Promise<Place> {
  const conversation = await holdConversation(tx, id);
  return placeOf(conversation, await selectMember(tx, id, partyId));
}

function placeOf(conversation: Conversation | undefined, own: Member | undefined): Place {
  if (conversation === undefined || own === undefined || own.untilSeq !== null) {
    throw refuse('chat.conversation_not_found');
  }
  return { conversation, own };
}

/** A group, held. Refuses `conversation_not_found`, `group_needed`. */
export async function enterGroup(tx: Tx, id: ConversationId, partyId: PartyId): Promise<Place> {
  const place = await enterHeld(tx, id, partyId);
  if (place.conversation.kind !== 'group') throw refuse('chat.group_needed');
  return place;
}

/** Refuses `not_allowed` to whoever neither owns nor administers the group. */
export function requireAdmin({ own }: Place): void {
  if (own.role === 'member') throw refuse('chat.not_allowed');
}

/** Refuses `owner_needed` to whoever does not own the group. */
export function requireOwner({ own }: Place): void {
  if (own.role !== 'owner') throw refuse('chat.owner_needed');
}
