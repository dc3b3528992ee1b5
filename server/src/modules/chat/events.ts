// What this module tells: facts for other rooms by the outbox, and what members see at once on
// their live connections. The latter may get lost; the log's numbers show that something did.

import { tellLive, type Tx } from '#platform';
import type { ConversationId, Entry } from './conversation.ts';
import type { PartyId } from './people.ts';
import { showEntry } from './show-entries.ts';

const ENTRY = 'chat.entry';
const READ = 'chat.read';
const TYPING = 'chat.typing';
const PEOPLE = 'chat.people_changed';
const CONVERSATION = 'chat.conversation_changed';

/** A new entry, with all there is to show. */
export async function tellEntry(
  tx: Tx,
  id: ConversationId,
  entry: Entry,
  audience: readonly PartyId[],
): Promise<void> {
  const seq = entry.seq.toString();
  await tellLive(tx, {
    topic: ENTRY,
    id: `${id}:${seq}`,
    audience,
    content: { conversation_id: id, entry: await showEntry(tx, entry) },
  });
}

/** How far somebody has read. */
export async function tellRead(
  tx: Tx,
  id: ConversationId,
  read: { readonly partyId: PartyId; readonly seq: bigint },
  audience: readonly PartyId[],
): Promise<void> {
  const content = { conversation_id: id, party_id: read.partyId, read_seq: read.seq.toString() };
  await tellLive(tx, { topic: READ, id, audience, content });
}

/** Somebody is writing. */
export async function tellTyping(
  tx: Tx,
  id: ConversationId,
  partyId: PartyId,
  audience: readonly PartyId[],
): Promise<void> {
  const content = { conversation_id: id, party_id: partyId };
  await tellLive(tx, { topic: TYPING, id, audience, content });
}

/** Requests or contacts of somebody have changed. */
export async function tellPeopleChanged(tx: Tx, audience: readonly PartyId[]): Promise<void> {
  await tellLive(tx, { topic: PEOPLE, id: '', audience });
}

/** How one has a conversation in the list has changed: on one's other devices, too. */
export async function tellConversationChanged(
  tx: Tx,
  id: ConversationId,
  audience: readonly PartyId[],
): Promise<void> {
  await tellLive(tx, { topic: CONVERSATION, id, audience });
}
