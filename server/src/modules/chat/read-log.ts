// Reading: what was said, how far one has read, and that one is writing just now.

import type { Caller, Tx } from '#platform';
import type { ConversationId, Entry } from './conversation.ts';
import { enter } from './enter.ts';
import { tellConversationChanged, tellRead, tellTyping } from './events.ts';
import { selectMembers, updateRead, updateSettings } from './store-conversations.ts';
import { selectEntries } from './store-entries.ts';

export type Page = {
  /** On from here, the oldest first: how a device catches up. */
  readonly after: bigint | null;
  /** Back from here: how one scrolls up. Without either, the newest. */
  readonly before: bigint | null;
  readonly limit: number;
};

/** A stretch of a conversation's log, in order. Refuses `conversation_not_found`. */
export async function readLog(
  tx: Tx,
  { partyId }: Caller,
  id: ConversationId,
  { after, before, limit }: Page,
): Promise<Entry[]> {
  const { conversation, own } = await enter(tx, id, partyId);
  const end = conversation.lastSeq + 1n;
  const stretch = { after, before: before ?? end, from: own.fromSeq, limit };
  return selectEntries(tx, id, stretch);
}

/** Says how far one has read; the others of a direct conversation are told. */
export async function markRead(
  tx: Tx,
  { partyId }: Caller,
  id: ConversationId,
  seq: bigint,
): Promise<bigint> {
  const { conversation, own } = await enter(tx, id, partyId);
  const wanted = seq < conversation.lastSeq ? seq : conversation.lastSeq;
  if (wanted <= own.readSeq) return own.readSeq;
  const read = await updateRead(tx, id, partyId, wanted);
  const isDirect = conversation.kind === 'direct';
  const audience = isDirect ? (await selectMembers(tx, id)).map((one) => one.partyId) : [partyId];
  await tellRead(tx, id, { partyId, seq: read }, audience);
  return read;
}

/** Tells the others that one is writing. */
export async function tellWriting(
  tx: Tx,
  { partyId }: Caller,
  id: ConversationId,
): Promise<undefined> {
  await enter(tx, id, partyId);
  const others = (await selectMembers(tx, id)).filter((member) => member.partyId !== partyId);
  await tellTyping(
    tx,
    id,
    partyId,
    others.map((member) => member.partyId),
  );
}

/** Mutes or pins a conversation for oneself. */
export async function changeSettings(
  tx: Tx,
  { partyId }: Caller,
  id: ConversationId,
  { muted, pinned }: { readonly muted?: boolean; readonly pinned?: boolean },
): Promise<void> {
  const { own } = await enter(tx, id, partyId);
  const pinnedAt = pinned === false ? null : pinned === true ? tx.now : own.pinnedAt;
  await updateSettings(tx, { ...own, muted: muted ?? own.muted, pinnedAt });
  await tellConversationChanged(tx, id, [partyId]);
}
