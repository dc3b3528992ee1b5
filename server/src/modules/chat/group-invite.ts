// An invitation to a group that fits into a QR code: sealed, so that nobody can make one up, and
// good for a week.

import { addSeconds, isoOf, parseInstant, type Instant } from '@sycee/kit';
import type { Caller, Tx } from '#platform';
import type { ConversationId } from './conversation.ts';
import { enter, enterGroup } from './enter.ts';
import { letIn } from './manage-group.ts';
import type { PartyId } from './people.ts';
import { refuse } from './refusals.ts';
import { holdConversation, selectMember } from './store-conversations.ts';

const WEEK_SECONDS = 7 * 86_400;
const CONTEXT = 'chat.invite';

type Invite = { readonly id: ConversationId; readonly byId: PartyId; readonly until: Instant };

/** An invitation by a member. Refuses `conversation_not_found`, `group_needed`. */
export async function inviteToGroup(
  tx: Tx,
  { partyId }: Caller,
  id: ConversationId,
): Promise<{ token: string; expiresAt: Instant }> {
  const { conversation } = await enterGroup(tx, id, partyId);
  const expiresAt = addSeconds(tx.now, WEEK_SECONDS);
  const plain = `${conversation.id} ${partyId} ${isoOf(expiresAt)}`;
  return { token: tx.secrets.seal(plain, CONTEXT), expiresAt };
}

/**
 * Joins a group by an invitation whose maker is still in it; whoever is in it already just enters.
 * Refuses `invite_invalid`, `group_full`.
 */
export async function joinByInvite(
  tx: Tx,
  { partyId }: Caller,
  token: string,
): Promise<ConversationId> {
  const invite = readInvite(tx, token);
  if (invite === undefined || invite.until <= tx.now) throw refuse('chat.invite_invalid');
  const conversation = await holdConversation(tx, invite.id);
  const host = await selectMember(tx, invite.id, invite.byId);
  if (conversation === undefined || host === undefined || host.untilSeq !== null) {
    throw refuse('chat.invite_invalid');
  }
  await letIn(tx, conversation, invite.byId, [partyId]);
  await enter(tx, invite.id, partyId);
  return invite.id;
}

function readInvite(tx: Tx, token: string): Invite | undefined {
  try {
    const [id, byId, until] = tx.secrets.open(token, CONTEXT).split(' ');
    return {
      id: id as ConversationId,
      byId: byId as PartyId,
      until: parseInstant(until ?? ''),
    };
  } catch {
    return undefined;
  }
}
