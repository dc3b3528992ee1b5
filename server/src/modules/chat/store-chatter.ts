// The SQL for what this module holds of one person.

import { idOf, uuidOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { ConversationId } from './conversation.ts';
import type { PartyId } from './people.ts';

/** Everything somebody has said, the oldest first. */
export async function selectSaid(
  tx: Tx,
  partyId: PartyId,
): Promise<{ conversation: string; at: Instant; text: string }[]> {
  return tx.query(
    `select coalesce(c.name, 'direct') as conversation, e.said_at as at, e.text
       from chat.entries e join chat.conversations c on c.id = e.conversation_id
      where e.author_id = $1 and e.kind = 'text' and e.recalled_at is null
      order by e.said_at, e.conversation_id, e.seq`,
    [uuidOf(partyId)],
  );
}

/** The groups somebody is in, in the order in which they are to be held. */
export async function selectGroupIds(tx: Tx, partyId: PartyId): Promise<ConversationId[]> {
  const rows = await tx.query<{ id: string }>(
    `select c.id from chat.members m join chat.conversations c on c.id = m.conversation_id
      where m.party_id = $1 and m.until_seq is null and c.kind = 'group' order by c.id`,
    [uuidOf(partyId)],
  );
  return rows.map(({ id }) => idOf('conv', id));
}

/** Forgets how somebody appears, whom they know, and what they asked; answers whom they knew. */
export async function deletePerson(tx: Tx, partyId: PartyId): Promise<PartyId[]> {
  const id = uuidOf(partyId);
  const known = await tx.query<{ party_id: string }>(
    'delete from chat.contacts where $1 in (party_id, contact_id) returning party_id',
    [id],
  );
  await Promise.all([
    tx.query('delete from chat.profiles where party_id = $1', [id]),
    tx.query('delete from chat.cards where party_id = $1', [id]),
    tx.query('delete from chat.blocks where $1 in (party_id, blocked_id)', [id]),
    tx.query(
      `update chat.contact_requests set state = 'withdrawn', hello = '', answered_at = now()
        where $1 in (from_id, to_id) and state = 'waiting'`,
      [id],
    ),
  ]);
  return known.map((row) => idOf('party', row.party_id)).filter((one) => one !== partyId);
}
