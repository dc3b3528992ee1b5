// Letting a card go. Its old orders still show it; money under way must arrive first. With the last
// card goes what class II needs, so that the customer's accounts send as class III until there is
// another.

import type { Id } from '@sycee/kit';
import { noteCard } from '#deposits';
import type { Tx } from '#platform';
import { tellCardsChanged } from './events.ts';
import { refuse } from './refusals.ts';
import { boundCards, lockCard, lockCardsOf, markUnbound, setDefaultCard } from './store-cards.ts';
import { hasOpenInstruction } from './store-instructions.ts';

/**
 * Unbinds a card; when it was the default, the newest of the others is. Refuses card_not_found, and
 * card_in_use while an order with it waits for the card bank.
 */
export async function unbindCard(tx: Tx, partyId: Id<'party'>, cardId: Id<'card'>): Promise<void> {
  await lockCardsOf(tx, partyId);
  const others = (await boundCards(tx, partyId)).filter(({ id }) => id !== cardId);
  // Accounts before the card's row, as whoever tops up does: the two never wait crosswise.
  if (others.length === 0) await noteCard(tx, partyId, false);
  const card = await lockCard(tx, partyId, cardId);
  if (card === undefined) throw refuse('payments.card_not_found');
  if (await hasOpenInstruction(tx, cardId)) throw refuse('payments.card_in_use');
  await markUnbound(tx, cardId);
  const [newest] = others;
  if (card.isDefault && newest !== undefined) await setDefaultCard(tx, partyId, newest.id);
  await tellCardsChanged(tx, partyId);
}
