// Somebody says something: words, a picture, a file. The app names each message, so that one sent
// again after a lost answer is said once.

import type { Caller, Tx } from '#platform';
import type { AttachmentId } from './attachment.ts';
import type { Conversation, ConversationId, Entry, Member, NewEntry } from './conversation.ts';
import { enterHeld } from './enter.ts';
import { append } from './log.ts';
import type { PartyId } from './people.ts';
import { refuse } from './refusals.ts';
import { takeUnsaid } from './store-attachments.ts';
import { selectMembers, updateRead } from './store-conversations.ts';
import { selectEntry, selectSent } from './store-entries.ts';
import { selectTie } from './store-people.ts';
import { MESSAGE_MAX, readWords } from './visible-text.ts';

/** Words, or something brought before. */
export type Content = { readonly text: string } | { readonly attachmentId: AttachmentId };

export type Message = {
  readonly conversationId: ConversationId;
  readonly clientId: string;
  readonly content: Content;
  readonly replyTo: bigint | null;
};

/**
 * Says it. Refuses `text_invalid`, `conversation_not_found`, `not_received` (the other one has
 * blocked the caller), `not_a_contact`, `message_not_found` (what is replied to),
 * `attachment_not_found`, and `message_changed` when its client id was used for something else.
 */
export async function sendMessage(tx: Tx, { partyId }: Caller, message: Message): Promise<Entry> {
  const { conversationId, clientId, replyTo } = message;
  const content = contentOf(message.content);
  const { conversation, own } = await enterHeld(tx, conversationId, partyId);
  const sent = await selectSent(tx, conversationId, partyId, clientId);
  if (sent !== undefined) return sameOrRefuse(sent, content, replyTo);

  const members = await selectMembers(tx, conversationId);
  await requireHeard(tx, conversation, partyId, members);
  if (replyTo !== null) await requireSeen(tx, own, replyTo);
  const said = await sayable(tx, partyId, content);
  const entry = await append(
    tx,
    conversation,
    { ...said, authorId: partyId, clientId, aboutSeq: replyTo },
    { members },
  );
  // Whoever writes has read what stands above.
  await updateRead(tx, conversationId, partyId, entry.seq);
  return entry;
}

function contentOf(content: Content): Content {
  return 'text' in content ? { text: readWords(content.text, MESSAGE_MAX) } : content;
}

function sameOrRefuse(sent: Entry, content: Content, replyTo: bigint | null): Entry {
  const isSameContent =
    'text' in content
      ? sent.kind === 'text' && (sent.text === content.text || sent.recalledAt !== null)
      : sent.attachmentId === content.attachmentId;
  if (!isSameContent || sent.aboutSeq !== replyTo) throw refuse('chat.message_changed');
  return sent;
}

/** What is brought is said once: from then on it belongs to the conversation. */
async function sayable(
  tx: Tx,
  partyId: PartyId,
  content: Content,
): Promise<Pick<NewEntry, 'kind' | 'text' | 'attachmentId'>> {
  if ('text' in content) return { kind: 'text', text: content.text };
  const { attachmentId } = content;
  const attachment = await takeUnsaid(tx, attachmentId, partyId);
  if (attachment === undefined) throw refuse('chat.attachment_not_found');
  return { kind: attachment.kind, attachmentId };
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
  if (!entry?.clientId) throw refuse('chat.message_not_found');
}
