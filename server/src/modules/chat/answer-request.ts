// A request to be contacts is accepted or declined by whom it was made to, or withdrawn by whom it
// was made.

import type { Caller, Tx } from '#platform';
import { befriend } from './befriend.ts';
import { tellPeopleChanged } from './events.ts';
import type { ContactRequest, ContactRequestId } from './people.ts';
import { refuse } from './refusals.ts';
import { endRequest, holdTie, saveBlock, selectRequest } from './store-people.ts';

/**
 * Answers a request made to the caller; to accept lifts a block of one's own. Refuses
 * `request_not_found`.
 */
export async function answerRequest(
  tx: Tx,
  { partyId }: Caller,
  id: ContactRequestId,
  answer: 'accepted' | 'declined',
): Promise<ContactRequest> {
  const request = await selectRequest(tx, id);
  if (request?.toId !== partyId) throw refuse('chat.request_not_found');
  await holdTie(tx, request.fromId, request.toId);
  if (answer === 'accepted') {
    await saveBlock(tx, partyId, request.fromId, false);
    return befriend(tx, request);
  }
  if (!(await endRequest(tx, id, 'declined'))) throw refuse('chat.request_not_found');
  // Whom it was declined does not hear of it; it just does not come to anything.
  await tellPeopleChanged(tx, [partyId]);
  return { ...request, state: 'declined' };
}

/** Takes a request of the caller's own back. Refuses `request_not_found`. */
export async function withdrawRequest(
  tx: Tx,
  { partyId }: Caller,
  id: ContactRequestId,
): Promise<undefined> {
  const request = await selectRequest(tx, id);
  if (request?.fromId !== partyId || !(await endRequest(tx, id, 'withdrawn'))) {
    throw refuse('chat.request_not_found');
  }
  await tellPeopleChanged(tx, [partyId, request.toId]);
}
