// Somebody says something. The app names each message, so that one sent again after a lost answer
// is said once.

import type { Caller, Tx } from '#platform';
import type { Conversation, ConversationId, Entry, Member } from './conversation.ts';
import { enterHeld } from './enter.ts';
import { append } from './log.ts';
import type { PartyId } from './people.ts';
import { refuse } from './refusals.ts';
import { selectMembers, updateRead } from './store-conversations.ts';
import { selectEntry, selectSent } from './store-entries.ts';
import { selectTie } from './store-people.ts';
import { MESSAGE_MAX, readWords } from './visible-text.ts';

export type Message = {
  readonly conversationId: ConversationId;
  readonly clientId: string;
  readonly text: string;
  readonly replyTo: bigint | null;
};

/**
 * Says a text. Refuses `text_invalid`, `conversation_not_found`, `not_received` (the other one has
 * blocked the caller), `not_a_contact`, `message_not_found` (what is replied to), and
 * `message_changed` when its client id was used for other words.
 */
export async function sendMessage(tx: Tx, { partyId }: Caller, message: Message): Promise<Entry> {
  const { conversationId, clientId, replyTo } = message;
  const text = readWords(message.text, MESSAGE_MAX);
  const { conversation, own } = await enterHeld(tx, conversationId, partyId);
  const sent = await selectSent(tx, conversationId, partyId, clientId);
  if (sent !== undefined) return sameOrRefuse(sent, text, replyTo);

  const members = await selectMembers(tx, conversationId);
  await requireHeard(tx, conversation, partyId, members);
  if (replyTo !== null) await requireSeen(tx, own, replyTo);
  const entry = await append(
    tx,
    conversation,
    { kind: 'text', authorId: partyId, clientId, text, aboutSeq: replyTo },
    { members },
  );
  // Whoever writes has read what stands above.
  await updateRead(tx, conversationId, partyId, entry.seq);
  return entry;
}

function sameOrRefuse(sent: Entry, text: string, replyTo: bigint | null): Entry {
  const isSame = sent.aboutSeq === replyTo && (sent.text === text || sent.recalledAt !== null);
  if (!isSame) throw refuse('chat.message_changed');
  return sent;
}

/** In a group everybody hears everybody; between two it takes that they are contacts. */
async function requireHeard(
  tx: Tx,
  { kind }: Conversation,
  partyId: PartyId,
  members: readonly Member[],
): Promise<void> {
  if (kind === 'group') return;
  const other = members.find((member) => member.partyId !== partyId);
  if (other === undefined) throw refuse('chat.not_a_contact');
  const tie = await selectTie(tx, partyId, other.partyId);
  if (tie.isBlocked) throw refuse('chat.not_received');
  if (!tie.isContact || tie.hasBlocked) throw refuse('chat.not_a_contact');
}

async function requireSeen(
  tx: Tx,
  { conversationId, fromSeq }: Member,
  seq: bigint,
): Promise<void> {
  const entry = seq > fromSeq ? await selectEntry(tx, conversationId, seq) : undefined;
  if (entry?.kind !== 'text') throw refuse('chat.message_not_found');
}
