// A person sees where they are signed in, and ends any of it; an ended session is refused from the
// next request on, and its live connections are closed.

import { publish, type Caller, type Tx } from '#platform';
import { sessionsEnded } from './events.ts';
import type { PartyId, SessionId } from './party.ts';
import { refuse } from './refusals.ts';
import { endOtherSessionRows, endSessionRow, endSessionRows } from './store-sessions.ts';

/** Ends a session of the caller's party. Refuses `session_not_found`, also for another party's. */
export async function endSession(tx: Tx, caller: Caller, id: SessionId): Promise<undefined> {
  if (!(await endSessionRow(tx, caller.partyId, id))) throw refuse('parties.session_not_found');
  await publish(tx, sessionsEnded(caller.partyId));
  return undefined;
}

/** Ends every session of a party. */
export async function endAllSessions(tx: Tx, partyId: PartyId): Promise<void> {
  await endSessionRows(tx, partyId);
  await publish(tx, sessionsEnded(partyId));
}

/** Ends every session of the caller's party but the one that asks. */
export async function endOtherSessions(tx: Tx, caller: Caller): Promise<undefined> {
  const ended = await endOtherSessionRows(tx, caller.partyId, caller.sessionId);
  if (ended > 0) await publish(tx, sessionsEnded(caller.partyId));
  return undefined;
}
