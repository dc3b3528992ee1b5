// The list of a customer's orders, with filters and a search for what people remember: a name, a
// note, a bank, the order's number.

import { addDays, type Id, isId, type Minor, startOf } from '@sycee/kit';
import { partiesById } from '#parties';
import { BANK_UTC_OFFSET_MINUTES, type Tx } from '#platform';
import { readDay } from './months.ts';
import type { Direction, Order } from './order.ts';
import type { OrderKind, OrderState } from './order-states.ts';
import { cardsEverBound } from './store-cards.ts';
import { contactsOf, listOrders, type OrderSearch } from './store-order-lists.ts';

export type OrderQuestion = {
  readonly kind: OrderKind | null;
  readonly direction: Direction | null;
  readonly state: OrderState | null;
  /** Whole days of the bank's calendar, both included. */
  readonly fromDate: string | null;
  readonly toDate: string | null;
  readonly minMinor: Minor | null;
  readonly maxMinor: Minor | null;
  readonly search: string | null;
  readonly after: Id<'pay'> | null;
  readonly limit: number;
};

const CONTACTS_SEARCHED_MAX = 1_000;

/** A page of orders, newest first, and where the next page goes on. Refuses period_invalid. */
export async function findOrders(
  tx: Tx,
  partyId: Id<'party'>,
  question: OrderQuestion,
): Promise<{ readonly orders: Order[]; readonly next: Id<'pay'> | null }> {
  const { fromDate, toDate, limit, search, ...filter } = question;
  const words = search?.trim() ?? '';
  const orders = await listOrders(tx, partyId, {
    ...filter,
    from: fromDate === null ? null : startOf(readDay(fromDate), BANK_UTC_OFFSET_MINUTES),
    to: toDate === null ? null : startOf(addDays(readDay(toDate), 1), BANK_UTC_OFFSET_MINUTES),
    search: words === '' ? null : await searchFor(tx, partyId, words),
    limit: limit + 1,
  });
  const page = orders.slice(0, limit);
  return { orders: page, next: orders.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** Names are sealed in their own room, so they are opened and compared here, not in SQL. */
async function searchFor(tx: Tx, partyId: Id<'party'>, words: string): Promise<OrderSearch> {
  const [contacts, cards] = await Promise.all([
    contactsOf(tx, partyId, CONTACTS_SEARCHED_MAX),
    cardsEverBound(tx, partyId),
  ]);
  const people = await partiesById(
    tx,
    contacts.map((contact) => contact.partyId),
  );
  const wanted = words.toLowerCase();
  const hit = (...texts: (string | null)[]) =>
    texts.some((text) => text?.toLowerCase().includes(wanted));
  return {
    noteContains: words,
    otherParties: [...people.values()].filter(({ name }) => hit(name)).map(({ id }) => id),
    cards: [...cards.values()]
      .filter(({ bankNameEn, bankNameZh, last4 }) => hit(bankNameEn, bankNameZh, last4))
      .map(({ id }) => id),
    orderId: isId('pay', words) ? words : null,
  };
}
