// What this room holds of a person, and what leaving means here: no order may be under way, cards
// are let go with everything they are reached by, and contacts are deleted.

import { cny, decimalOf, type Id, isoOf } from '@sycee/kit';
import { ANTI_MONEY_LAUNDERING, type Holder } from '#parties';
import { instantView, type Tx } from '#platform';
import { listContacts } from './list-contacts.ts';
import { directionFor, type Order } from './order.ts';
import { refuse } from './refusals.ts';
import { lockCardsOf } from './store-cards.ts';
import { blankCards, deleteContacts, hasOpenOrder, selectCardsForHolder } from './store-holder.ts';
import { listOrders } from './store-order-lists.ts';

const PAGE = 500;

/** Cards, orders and contacts. */
export const paymentsHolder: Holder = {
  room: 'payments',
  about: {
    en: 'The cards you bound, every order, and whom you paid. Amounts are in yuan.',
    zh: '您绑定过的银行卡、每一笔订单以及收付款对象，金额单位为元。',
  },
  holdings: async (tx, partyId) => ({
    cards: await selectCardsForHolder(tx, partyId),
    orders: (await allOrders(tx, partyId)).map((order) => plainOrder(order, partyId)),
    contacts: (await listContacts(tx, partyId)).map((contact) => ({
      name: contact.name_masked,
      phone: contact.phone_masked,
      last_paid_at: contact.last_paid_at,
    })),
  }),
  obstacles: async (tx, partyId) =>
    (await hasOpenOrder(tx, partyId)) ? [refuse('payments.orders_open')] : [],
  letGo: async (tx, partyId) => {
    await lockCardsOf(tx, partyId);
    await blankCards(tx, partyId);
    await deleteContacts(tx, partyId);
  },
  deletes: [
    {
      en: 'Your bound cards: the bank can no longer reach them',
      zh: '绑定的银行卡：银行无法再使用',
    },
    { en: 'Your list of contacts', zh: '您的收付款联系人' },
  ],
  keeps: [
    {
      what: {
        en: 'Your orders, with bank and last four digits of the card',
        zh: '您的订单，包括银行名称和卡号后四位',
      },
      why: ANTI_MONEY_LAUNDERING,
    },
  ],
};

async function allOrders(tx: Tx, partyId: Id<'party'>): Promise<Order[]> {
  const orders: Order[] = [];
  for (;;) {
    const after = orders.at(-1)?.id ?? null;
    const page = await listOrders(tx, partyId, { ...EVERY_ORDER, after, limit: PAGE });
    orders.push(...page);
    if (page.length < PAGE) return orders;
  }
}

const EVERY_ORDER = {
  kind: null,
  direction: null,
  state: null,
  from: null,
  to: null,
  minMinor: null,
  maxMinor: null,
  search: null,
} as const;

function plainOrder(order: Order, partyId: Id<'party'>): object {
  return {
    order_id: order.id,
    kind: order.kind,
    direction: directionFor(order, partyId) ?? null,
    state: order.state,
    amount: decimalOf(cny(order.amountMinor)),
    fee: decimalOf(cny(order.feeMinor)),
    note: order.note,
    card_id: order.cardId,
    account_id: order.payerId === partyId ? order.payerAccountId : order.payeeAccountId,
    created_at: isoOf(order.createdAt),
    settled_at: instantView(order.settledAt),
    failure: order.failureCode,
  };
}
