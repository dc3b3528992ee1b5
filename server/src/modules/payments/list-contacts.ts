// People whom money went to or came from, so that the next transfer needs no phone number.

import type { Id } from '@sycee/kit';
import { type Static, Type } from 'typebox';
import { partiesById } from '#parties';
import { idSchema, instantSchema, type Tx } from '#platform';
import { isoOf } from '@sycee/kit';
import { contactsOf } from './store-order-lists.ts';

export const contactSchema = Type.Object(
  {
    party_id: idSchema('party'),
    name: Type.String(),
    name_masked: Type.String(),
    phone_masked: Type.String(),
    last_paid_at: instantSchema,
  },
  { title: 'Contact' },
);

const CONTACTS_MAX = 200;

/** The customer's contacts, the latest first, at most 200. */
export async function listContacts(
  tx: Tx,
  partyId: Id<'party'>,
): Promise<Static<typeof contactSchema>[]> {
  const contacts = await contactsOf(tx, partyId, CONTACTS_MAX);
  const people = await partiesById(
    tx,
    contacts.map((contact) => contact.partyId),
  );
  return contacts.flatMap(({ partyId: id, lastPaidAt }) => {
    const person = people.get(id);
    if (!person?.name || !person.nameMasked || person.state === 'closed') return [];
    return [
      {
        party_id: id,
        name: person.name,
        name_masked: person.nameMasked,
        phone_masked: person.phoneMasked,
        last_paid_at: isoOf(lastPaidAt),
      },
    ];
  });
}
