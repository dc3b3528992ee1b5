// Somebody takes back what they said. Its words are deleted, of a picture or file what opens it,
// and an entry of its own says so, so that every device hears of it.

import { secondsUntil } from '@sycee/kit';
import type { Caller, Tx } from '#platform';
import type { ConversationId, Entry } from './conversation.ts';
import { enterHeld } from './enter.ts';
import { append } from './log.ts';
import { refuse } from './refusals.ts';
import { forgetKeys } from './store-attachments.ts';
import { forgetText, selectEntry } from './store-entries.ts';

const RECALL_MINUTES = 2;

/**
 * Recalls one's own message within two minutes; again, it answers the message as it is. Refuses
 * `conversation_not_found`, `message_not_found`, `recall_too_late`.
 */
export async function recallMessage(
  tx: Tx,
  { partyId }: Caller,
  conversationId: ConversationId,
  seq: bigint,
): Promise<Entry> {
  const { conversation } = await enterHeld(tx, conversationId, partyId);
  const entry = await selectEntry(tx, conversationId, seq);
  if (!entry?.clientId || entry.authorId !== partyId) throw refuse('chat.message_not_found');
  if (entry.recalledAt !== null) return entry;
  if (secondsUntil(entry.saidAt, tx.now) > RECALL_MINUTES * 60) {
    throw refuse('chat.recall_too_late', { minutes: RECALL_MINUTES });
  }
  await forgetText(tx, conversationId, seq);
  if (entry.attachmentId !== null) await forgetKeys(tx, entry.attachmentId);
  await append(tx, conversation, { kind: 'recall', authorId: partyId, aboutSeq: seq });
  return { ...entry, text: null, recalledAt: tx.now };
}
