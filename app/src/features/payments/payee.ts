// Whom a transfer goes to. Known only from what the bank has said, a contact or an exact phone
// number; never from an address, which anybody could have written.

import type { Contact, Payee } from '@sycee/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';

import { contactsQuery } from '../../queries.ts';

export type PartyId = Contact['party_id'];

/** The person as the payer may know them: by full name when they have met, else masked. */
export type KnownPayee = { readonly id: PartyId; readonly name: string; readonly phone: string };

/** The payee of an id; `gone` when the bank has not named this person to this app. */
export function useKnownPayee(id: string): KnownPayee | 'looking' | 'gone' {
  const queries = useQueryClient();
  const contacts = useQuery(contactsQuery);
  const contact = contacts.data?.find(({ party_id: partyId }) => partyId === id);
  if (contact) return { id: contact.party_id, name: contact.name, phone: contact.phone_masked };
  const found = queries
    .getQueriesData<Payee>({ queryKey: ['payees'] })
    .find(([, payee]) => payee?.party_id === id)?.[1];
  if (found) return { id: found.party_id, name: found.name_masked, phone: found.phone_masked };
  return contacts.isFetching ? 'looking' : 'gone';
}

/** The contacts whose name or phone has the words in it. */
export function matching(contacts: readonly Contact[], words: string): readonly Contact[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return contacts;
  const digits = wanted.replaceAll(/\D/g, '');
  return contacts.filter(
    ({ name, phone_masked: phone }) =>
      name.toLowerCase().includes(wanted) || (digits !== '' && phone.includes(digits)),
  );
}
