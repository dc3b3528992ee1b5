// The one way into a log: under the lock of its conversation an entry gets the next number, and
// everybody in the conversation is told.

import type { Tx } from '#platform';
import type { Conversation, Entry, Member, NewEntry } from './conversation.ts';
import { tellEntry } from './events.ts';
import type { PartyId } from './people.ts';
import { insertEntry } from './store-entries.ts';
import { selectMembers, updateLast } from './store-conversations.ts';

/**
 * Appends an entry to a held conversation and tells its members; `also` are told who are in it no
 * more. Without `members` they are looked up.
 */
export async function append(
  tx: Tx,
  conversation: Conversation,
  entry: NewEntry,
  { members, also = [] }: { members?: readonly Member[]; also?: readonly PartyId[] } = {},
): Promise<Entry> {
  const { id, lastSeq } = conversation;
  const written = await insertEntry(tx, id, lastSeq + 1n, entry);
  await updateLast(tx, id, written.seq);
  const audience = (members ?? (await selectMembers(tx, id))).map(({ partyId }) => partyId);
  await tellEntry(tx, id, written, [...audience, ...also]);
  return written;
}
