// The list of conversations as one sees it, with the other's name and the newest entry of each.

import type { Static } from 'typebox';
import type { Caller, Tx } from '#platform';
import type { ConversationId } from './conversation.ts';
import { personsFor } from './persons.ts';
import { refuse } from './refusals.ts';
import { showEntries } from './show-entries.ts';
import { selectConversationsOf } from './store-conversations.ts';
import { selectNewest } from './store-entries.ts';
import { conversationView, type conversationSchema } from './views.ts';

type Shown = Static<typeof conversationSchema>;

/** All conversations the caller is in, pinned ones first, then the newest. */
export async function listConversations(
  tx: Tx,
  { partyId }: Caller,
  only: ConversationId | null = null,
): Promise<Shown[]> {
  const listed = await selectConversationsOf(tx, partyId, only);
  const others = listed.flatMap(({ other }) => (other === null ? [] : other.partyId));
  const [people, newest] = await Promise.all([
    personsFor(tx, partyId, others),
    selectNewest(
      tx,
      listed.map(({ id }) => id),
    ),
  ]);
  const shown = await showEntries(tx, [...newest.values()]);
  const newestOf = new Map([...newest.keys()].map((id, index) => [id, shown[index]]));
  return listed.map((one) =>
    conversationView(
      one,
      one.other === null ? undefined : people.get(one.other.partyId),
      newestOf.get(one.id),
    ),
  );
}

/** One of them. Refuses `conversation_not_found`. */
export async function showConversation(tx: Tx, caller: Caller, id: ConversationId): Promise<Shown> {
  const [shown] = await listConversations(tx, caller, id);
  if (shown === undefined) throw refuse('chat.conversation_not_found');
  return shown;
}
