// Two people become contacts: both have each other, and a conversation that says so.

import type { Tx } from '#platform';
import { tellPeopleChanged } from './events.ts';
import { append } from './log.ts';
import type { ContactRequest } from './people.ts';
import { refuse } from './refusals.ts';
import { holdDirect } from './store-conversations.ts';
import { endRequest, insertContacts } from './store-people.ts';

/** Accepts a request that waits; the tie of both is held. Refuses `request_not_found`. */
export async function befriend(tx: Tx, request: ContactRequest): Promise<ContactRequest> {
  const { id, fromId, toId } = request;
  if (!(await endRequest(tx, id, 'accepted'))) throw refuse('chat.request_not_found');
  await insertContacts(tx, fromId, toId);
  const conversation = await holdDirect(tx, fromId, toId);
  await append(tx, conversation, { kind: 'joined', authorId: toId, aboutIds: [fromId, toId] });
  await tellPeopleChanged(tx, [fromId, toId]);
  return { ...request, state: 'accepted' };
}
