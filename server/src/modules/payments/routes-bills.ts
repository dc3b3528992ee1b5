// The routes of looking back: orders, months, contacts.

import { parseMinor } from '@sycee/kit';
import { Type } from 'typebox';
import {
  dateSchema,
  idSchema,
  pageQuery,
  pageSchema,
  positiveAmountSchema,
  type Route,
  route,
} from '#platform';
import { findOrders } from './find-orders.ts';
import { contactSchema, listContacts } from './list-contacts.ts';
import { codes, refuse } from './refusals.ts';
import { monthSchema, showMonth } from './show-month.ts';
import { showOrder, showOrders } from './show-orders.ts';
import { findOrder } from './store-order-lists.ts';
import { directionSchema, kindSchema, orderSchema, stateSchema } from './views.ts';

const tag = 'payments';

/** The routes of bills. */
export function billRoutes(): Route[] {
  return [orderRoute(), ordersRoute(), monthRoute(), contactsRoute()];
}

function orderRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/orders/:order_id',
    operation: 'getOrder',
    tag,
    summary: 'Show an order',
    access: 'session',
    refusals: codes('payments.order_not_found'),
    params: Type.Object({ order_id: idSchema('pay') }),
    reply: orderSchema,
    handle: async (tx, { caller: { partyId }, params, locale }) => {
      const order = await findOrder(tx, partyId, params.order_id);
      if (order === undefined) throw refuse('payments.order_not_found');
      return showOrder(tx, { partyId, locale }, order);
    },
  });
}

function ordersRoute(): Route {
  const { minor } = positiveAmountSchema.properties;
  return route({
    method: 'GET',
    path: '/v1/orders',
    operation: 'listOrders',
    tag,
    summary: 'List and search orders, newest first',
    access: 'session',
    refusals: codes('payments.period_invalid'),
    query: Type.Object({
      kind: Type.Optional(kindSchema),
      direction: Type.Optional(directionSchema),
      state: Type.Optional(stateSchema),
      q: Type.Optional(
        Type.String({ maxLength: 60, description: 'A name, a note, a bank, or an order id.' }),
      ),
      from: Type.Optional({ ...dateSchema, description: 'First day, included.' }),
      to: Type.Optional({ ...dateSchema, description: 'Last day, included.' }),
      min_minor: Type.Optional(minor),
      max_minor: Type.Optional(minor),
      ...pageQuery,
      after: Type.Optional(idSchema('pay')),
    }),
    reply: pageSchema(orderSchema),
    handle: async (tx, { caller: { partyId }, query, locale }) => {
      const { orders, next } = await findOrders(tx, partyId, {
        kind: query.kind ?? null,
        direction: query.direction ?? null,
        state: query.state ?? null,
        fromDate: query.from ?? null,
        toDate: query.to ?? null,
        minMinor: query.min_minor === undefined ? null : parseMinor(query.min_minor),
        maxMinor: query.max_minor === undefined ? null : parseMinor(query.max_minor),
        search: query.q ?? null,
        after: query.after ?? null,
        limit: query.limit ?? 20,
      });
      return { items: await showOrders(tx, { partyId, locale }, orders), next };
    },
  });
}

function monthRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/months/:month',
    operation: 'getMonth',
    tag,
    summary: 'Sum up a month by kind and by day',
    access: 'session',
    refusals: codes('payments.period_invalid'),
    params: Type.Object({
      month: Type.String({ pattern: String.raw`^\d{4}-\d{2}$`, examples: ['2026-01'] }),
    }),
    reply: monthSchema,
    handle: (tx, { caller, params: { month } }) => showMonth(tx, caller.partyId, month),
  });
}

function contactsRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/contacts',
    operation: 'listContacts',
    tag,
    summary: 'List people one has sent money to or had it from',
    access: 'session',
    refusals: [],
    reply: Type.Object({ items: Type.Array(contactSchema) }, { title: 'Contacts' }),
    handle: async (tx, { caller }) => ({ items: await listContacts(tx, caller.partyId) }),
  });
}
