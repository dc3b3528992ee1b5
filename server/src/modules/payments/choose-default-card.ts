// The card that is offered first.

import type { Id } from '@sycee/kit';
import type { Tx } from '#platform';
import { tellCardsChanged } from './events.ts';
import { refuse } from './refusals.ts';
import { type Card, lockCard, lockCardsOf, setDefaultCard } from './store-cards.ts';

/** Makes a bound card the customer's default. Refuses card_not_found. */
export async function chooseDefaultCard(
  tx: Tx,
  partyId: Id<'party'>,
  cardId: Id<'card'>,
): Promise<Card> {
  await lockCardsOf(tx, partyId);
  const card = await lockCard(tx, partyId, cardId);
  if (card === undefined) throw refuse('payments.card_not_found');
  await setDefaultCard(tx, partyId, cardId);
  await tellCardsChanged(tx, partyId);
  return { ...card, isDefault: true };
}
