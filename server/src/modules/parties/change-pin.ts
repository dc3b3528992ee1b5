// Changing the PIN needs the current one, with the same count of tries as anywhere else.

import type { Refusal } from '@sycee/kit';
import type { Tx } from '#platform';
import { checkPin } from './check-pin.ts';
import { giveNotice } from './notices/give-notice.ts';
import type { PartyId } from './party.ts';
import { hashPin } from './pin-hash.ts';
import { isWeakPin } from './pin-rules.ts';
import { updatePinHash, voidPinProofs } from './store-pins.ts';
import { refuse } from './refusals.ts';
import { refuse as refuseSecurity } from './security/refusals.ts';
import { showParty } from './show-party.ts';

/**
 * Puts a new PIN in the place of the current one and voids the proofs given with it. Refuses
 * `frozen`, `pin_same`, `pin_weak`, `pin_needed`; returns `pin_wrong` and `pin_locked`.
 */
export async function changePin(
  tx: Tx,
  input: { partyId: PartyId; currentPin: string; newPin: string },
): Promise<Refusal | undefined> {
  const party = await showParty(tx, input.partyId);
  if (party.standing.frozenAt !== null) throw refuseSecurity('parties.frozen');
  const refusal = await checkPin(tx, party.id, input.currentPin);
  if (refusal !== undefined) return refusal;
  if (input.newPin === input.currentPin) throw refuse('parties.pin_same');
  const owner = { idNumber: party.idNumber ?? '', phone: party.phone };
  if (isWeakPin(input.newPin, owner)) throw refuse('parties.pin_weak');
  await updatePinHash(tx, party.id, await hashPin(tx, party.id, input.newPin));
  await voidPinProofs(tx, party.id);
  await giveNotice(tx, { partyId: party.id, kind: 'pin_changed' });
  return undefined;
}
