// One person asks another to be contacts. Whether the other has blocked them is not to be seen:
// such a request waits for ever.

import { addSeconds } from '@sycee/kit';
import type { Caller, Tx } from '#platform';
import { befriend } from './befriend.ts';
import { tellPeopleChanged } from './events.ts';
import type { ContactRequest, PartyId } from './people.ts';
import { refuse } from './refusals.ts';
import { countRequests, holdTie, insertRequest, selectTie, selectWaiting } from './store-people.ts';
import { HELLO_MAX, readLine } from './visible-text.ts';

const REQUESTS_A_DAY = 50;
const DAY_SECONDS = 86_400;

/**
 * Asks somebody. If they have asked the caller already, both are contacts at once. Asking again
 * answers the request that waits. Refuses `person_is_self`, `already_a_contact`, `text_invalid`,
 * `request_limit_reached`.
 */
export async function requestContact(
  tx: Tx,
  { partyId }: Caller,
  toId: PartyId,
  hello: string,
): Promise<ContactRequest> {
  if (toId === partyId) throw refuse('chat.person_is_self');
  const words = readLine(hello, HELLO_MAX);
  await holdTie(tx, partyId, toId);
  const tie = await selectTie(tx, partyId, toId);
  if (tie.isContact) throw refuse('chat.already_a_contact');

  const waiting = await selectWaiting(tx, partyId, toId);
  if (waiting !== undefined) return waiting;
  const mutual = tie.isBlocked ? undefined : await selectWaiting(tx, toId, partyId);
  if (mutual !== undefined) return befriend(tx, mutual);

  const dayAgo = addSeconds(tx.now, -DAY_SECONDS);
  if ((await countRequests(tx, partyId, dayAgo)) >= REQUESTS_A_DAY) {
    throw refuse('chat.request_limit_reached');
  }
  const request: ContactRequest = {
    id: tx.newId('creq'),
    fromId: partyId,
    toId,
    hello: words,
    state: 'waiting',
    askedAt: tx.now,
  };
  await insertRequest(tx, request);
  await tellPeopleChanged(tx, tie.isBlocked ? [partyId] : [partyId, toId]);
  return request;
}
