// Who is to be asked to be a contact: by the exact phone number, by a personal QR code, or out of a
// group that both are in. Nobody is found in any other way.

import { findPayee, partyById } from '#parties';
import type { Tx } from '#platform';
import type { PartyId } from './people.ts';
import { refuse } from './refusals.ts';
import { selectPartyByCard, shareGroup } from './store-people.ts';

export type Address =
  | { readonly phone: string }
  | { readonly card: string }
  | { readonly partyId: PartyId };

/**
 * Finds an active party. Refuses `chat.person_not_found`, and for phones `parties.phone_invalid`
 * and `parties.payee_not_found`.
 */
export async function findPerson(tx: Tx, askerId: PartyId, address: Address): Promise<PartyId> {
  if ('phone' in address) return (await findPayee(tx, address.phone)).id;
  const id = 'card' in address ? await selectPartyByCard(tx, address.card) : address.partyId;
  const mayAsk =
    id !== undefined &&
    ('card' in address || id === askerId || (await shareGroup(tx, askerId, id)));
  const party = mayAsk ? await partyById(tx, id) : undefined;
  if (party?.state !== 'active') throw refuse('chat.person_not_found');
  return party.id;
}
