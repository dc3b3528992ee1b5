// What is known of a person towards a class: identity and PIN from their party, the bound card as
// payments told it, and the presence as parties keeps it: once seen is seen, so taking back the
// consent to be known by one's face does not unmake that the person was there.

import { presenceOf, type Party } from '#parties';
import type { Tx } from '#platform';
import type { Evidence } from './needs.ts';
import type { Holder } from './store-holders.ts';

/** The evidence of a person, as things stand. */
export async function evidenceOf(
  tx: Tx,
  { id, state }: Pick<Party, 'id' | 'state'>,
  { cardSince }: Holder,
): Promise<Evidence> {
  return {
    identity: state === 'pin_needed' || state === 'active',
    pin: state === 'active',
    card: cardSince !== null,
    presence: (await presenceOf(tx, id)) !== undefined,
  };
}
