// Turns orders into what one of their sides may see: the other side's name, the card's bank, and
// whether the card bank keeps us waiting. Everything needed is fetched once for the whole list.

import assert from 'node:assert/strict';
import type { Id } from '@sycee/kit';
import { partiesById, type Party } from '#parties';
import type { Locale, Tx } from '#platform';
import { directionFor, type Direction, type Order } from './order.ts';
import { type Card, cardsEverBound } from './store-cards.ts';
import { ordersInTrouble } from './store-instructions.ts';
import { bankNameOf, type Counterparty, orderView, type OrderView } from './views.ts';

/** Who looks, and in which language. */
export type Viewer = { readonly partyId: Id<'party'>; readonly locale: Locale };

/** The views of orders that all belong to the viewer, in the same order. */
export async function showOrders(
  tx: Tx,
  viewer: Viewer,
  orders: readonly Order[],
): Promise<OrderView[]> {
  const { partyId, locale } = viewer;
  const others = orders.map((order) => otherPartyOf(order, partyId)).filter((id) => id !== null);
  const open = orders.filter(({ state }) => state === 'processing').map(({ id }) => id);
  const [people, cards, inTrouble] = await Promise.all([
    others.length === 0 ? new Map<Id<'party'>, Party>() : partiesById(tx, [...new Set(others)]),
    orders.some(({ cardId }) => cardId !== null)
      ? cardsEverBound(tx, partyId)
      : new Map<Id<'card'>, Card>(),
    open.length === 0 ? new Set<Id<'pay'>>() : ordersInTrouble(tx, open),
  ]);
  return orders.map((order) => {
    const direction = directionFor(order, partyId);
    assert(direction, `${order.id} is shown to a party of neither side`);
    const card = order.cardId && cards.get(order.cardId);
    const person = people.get(otherPartyOf(order, partyId) ?? 'party_');
    const counterparty = card
      ? cardCounterparty(card, locale)
      : personCounterparty(order, direction, person);
    return orderView(order, {
      direction,
      counterparty,
      inTrouble: inTrouble.has(order.id),
      locale,
    });
  });
}

/** The view of one order. */
export async function showOrder(tx: Tx, viewer: Viewer, order: Order): Promise<OrderView> {
  const [view] = await showOrders(tx, viewer, [order]);
  assert(view);
  return view;
}

/** The view of a transfer that was just sent, for its payer. */
export function showSent(order: Order, payee: Party, locale: Locale): OrderView {
  const counterparty = personCounterparty(order, 'out', payee);
  return orderView(order, { direction: 'out', counterparty, inTrouble: false, locale });
}

function otherPartyOf(order: Order, partyId: Id<'party'>): Id<'party'> | null {
  return order.payerId === partyId ? order.payeeId : order.payerId;
}

function cardCounterparty(card: Card, locale: Locale): Counterparty {
  const bankName = bankNameOf(card, locale);
  return {
    name: bankName,
    phone_masked: null,
    bank_name: bankName,
    card_last4: card.last4,
    party_id: null,
  };
}

/** A payer is named to the payee; a payee is named to the payer once the money has arrived. */
function personCounterparty(
  order: Order,
  direction: Direction,
  person: Party | undefined,
): Counterparty {
  assert(person, `${order.id} has a side that nobody knows`);
  const named = direction === 'in' || order.state === 'succeeded';
  return {
    name: (named ? person.name : person.nameMasked) ?? person.phoneMasked,
    phone_masked: person.phoneMasked,
    bank_name: null,
    card_last4: null,
    party_id: person.id,
  };
}
