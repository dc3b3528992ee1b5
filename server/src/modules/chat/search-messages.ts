// Finding what was said, in all conversations one may see or in one of them.

import type { Instant } from '@sycee/kit';
import type { Caller, Tx } from '#platform';
import type { ConversationId, Entry } from './conversation.ts';
import { comparable, questionOf } from './search-words.ts';
import { searchEntries } from './store-entries.ts';

export type Question = {
  readonly text: string;
  readonly only: ConversationId | null;
  readonly before: Instant | null;
  readonly limit: number;
};

/** The texts that hold the question as a whole, the newest first; none for no word at all. */
export async function searchMessages(
  tx: Tx,
  { partyId }: Caller,
  { text, only, before, limit }: Question,
): Promise<{ conversationId: ConversationId; entry: Entry }[]> {
  const question = questionOf(text);
  if (question === undefined) return [];
  const whole = comparable(text).trim().replaceAll(/\s+/gu, ' ');
  return searchEntries(tx, partyId, { ...question, whole, only, before, limit });
}
