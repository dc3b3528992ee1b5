// The conversation of two contacts: there is one, and it is there as soon as somebody wants it.

import type { Caller, Tx } from '#platform';
import type { ConversationId } from './conversation.ts';
import type { PartyId } from './people.ts';
import { refuse } from './refusals.ts';
import { holdDirect } from './store-conversations.ts';
import { selectTie } from './store-people.ts';

/** Opens it. Refuses `not_a_contact`. */
export async function openDirect(
  tx: Tx,
  { partyId }: Caller,
  otherId: PartyId,
): Promise<ConversationId> {
  const tie = await selectTie(tx, partyId, otherId);
  if (!tie.isContact) throw refuse('chat.not_a_contact');
  return (await holdDirect(tx, partyId, otherId)).id;
}
