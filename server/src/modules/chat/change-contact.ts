// What one does with a person one knows: calls them something, ends it, blocks them.

import type { Caller, Tx } from '#platform';
import { tellPeopleChanged } from './events.ts';
import type { PartyId } from './people.ts';
import { refuse } from './refusals.ts';
import { deleteContacts, holdTie, saveBlock, updateRemark } from './store-people.ts';
import { NICKNAME_MAX, readName } from './visible-text.ts';

/** Gives a contact a name only the caller sees; null takes it away. Refuses `not_a_contact`. */
export async function remarkContact(
  tx: Tx,
  { partyId }: Caller,
  contactId: PartyId,
  remark: string | null,
): Promise<void> {
  const name = remark === null ? null : readName(remark, NICKNAME_MAX);
  if (!(await updateRemark(tx, partyId, contactId, name))) throw refuse('chat.not_a_contact');
  await tellPeopleChanged(tx, [partyId]);
}

/** Ends a contact for both; what was said stays. Refuses `not_a_contact`. */
export async function removeContact(
  tx: Tx,
  { partyId }: Caller,
  contactId: PartyId,
): Promise<undefined> {
  await holdTie(tx, partyId, contactId);
  if (!(await deleteContacts(tx, partyId, contactId))) throw refuse('chat.not_a_contact');
  await tellPeopleChanged(tx, [partyId, contactId]);
}

/** Hears nothing more of somebody, or hears them again; they are not told. */
export async function blockPerson(
  tx: Tx,
  { partyId }: Caller,
  otherId: PartyId,
  isBlocked: boolean,
): Promise<undefined> {
  if (otherId === partyId) throw refuse('chat.person_is_self');
  await holdTie(tx, partyId, otherId);
  await saveBlock(tx, partyId, otherId, isBlocked);
  await tellPeopleChanged(tx, [partyId]);
}
