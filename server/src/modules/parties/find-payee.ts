// Who is behind a phone number, for a payer about to send: a masked name for the exact number of an
// active customer, nothing for anyone else.

import type { Tx } from '#platform';
import type { Party } from './party.ts';
import { parsePhone } from './phone.ts';
import { refuse } from './refusals.ts';
import { partyByPhone } from './show-party.ts';

/** Finds an active party by phone. Refuses `phone_invalid` and `payee_not_found`. */
export async function findPayee(tx: Tx, phone: string): Promise<Party & { nameMasked: string }> {
  const party = await partyByPhone(tx, parsePhone(phone));
  if (party?.state !== 'active' || party.nameMasked === null) {
    throw refuse('parties.payee_not_found');
  }
  return { ...party, nameMasked: party.nameMasked };
}
