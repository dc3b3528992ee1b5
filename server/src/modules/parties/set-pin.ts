// The payment PIN is the last thing a new party gives; with it, it is a customer.

import { publish, type Tx } from '#platform';
import { partyActivated } from './events.ts';
import type { PartyId, PartyRecord } from './party.ts';
import { hashPin } from './pin-hash.ts';
import { isWeakPin } from './pin-rules.ts';
import { insertPin } from './store-pins.ts';
import { refuse } from './refusals.ts';
import { showParty } from './show-party.ts';
import { updateState } from './store-parties.ts';

/**
 * Sets a party's first PIN and makes the party active. Refuses `identity_needed`,
 * `pin_already_set` and `pin_weak`.
 */
export async function setPin(
  tx: Tx,
  input: { partyId: PartyId; pin: string },
): Promise<PartyRecord> {
  const party = await showParty(tx, input.partyId);
  if (party.idNumber === null) throw refuse('parties.identity_needed');
  if (party.pinSet) throw refuse('parties.pin_already_set');
  if (isWeakPin(input.pin, { idNumber: party.idNumber, phone: party.phone })) {
    throw refuse('parties.pin_weak');
  }
  const kept = await insertPin(tx, party.id, await hashPin(tx, party.id, input.pin));
  if (!kept) throw refuse('parties.pin_already_set');
  await updateState(tx, party.id, 'active');
  await publish(tx, partyActivated(party.id));
  return { ...party, state: 'active', pinSet: true };
}
