// A person says who they are: name and resident id number, once. That it is theirs is checked by
// the bank of the card they bind; here it must be possible, of age and nobody else's.

import { requireConsent } from '#consents';
import { businessDate, type Tx } from '#platform';
import { parseName } from './name.ts';
import type { PartyId, PartyRecord } from './party.ts';
import { refuse } from './refusals.ts';
import { ageOn, parseResidentId } from './resident-id.ts';
import { AGE_MIN } from './settings.ts';
import { showParty } from './show-party.ts';
import { insertIdentity, lockParty, updateState } from './store-parties.ts';

/** What a person agrees to before the bank keeps who they are. */
export const BASE_CONSENTS = ['terms_of_use', 'personal_data'] as const;

/**
 * Keeps a party's name and id number, with consent only. Refuses `consents.needed`,
 * `name_invalid`, `id_number_invalid` (GB 11643), `too_young`, `identity_already_given` and
 * `identity_unavailable`.
 */
export async function giveIdentity(
  tx: Tx,
  input: { partyId: PartyId; name: string; idNumber: string },
): Promise<PartyRecord> {
  await lockParty(tx, input.partyId);
  const party = await showParty(tx, input.partyId);
  if (party.idNumber !== null) throw refuse('parties.identity_already_given');
  for (const purpose of BASE_CONSENTS) await requireConsent(tx, party.id, purpose);

  const today = await businessDate(tx);
  const name = parseName(input.name);
  const residentId = parseResidentId(input.idNumber, today);
  if (residentId === undefined) throw refuse('parties.id_number_invalid');
  if (ageOn(today, residentId.bornOn) < AGE_MIN) {
    throw refuse('parties.too_young', { years: AGE_MIN });
  }
  const identity = { name, idNumber: residentId.number };
  if (!(await insertIdentity(tx, party.id, identity))) throw refuse('parties.identity_unavailable');
  await updateState(tx, party.id, 'pin_needed');
  return { ...party, ...identity, state: 'pin_needed' };
}
