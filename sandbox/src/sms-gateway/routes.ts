// The SMS gateway: the bank sends signed messages; the demo's drawer looks into a phone's inbox.

import { Type } from 'typebox';

import { no, route, yes, type Route } from '../platform/index.ts';
import { deliver, inboxOf } from './deliver.ts';

const closed = { additionalProperties: false };
const phone = Type.String({ pattern: '^\\+\\d{6,15}$' });

/** The SMS gateway's routes. */
export function smsGatewayRoutes(): Route[] {
  return [messageRoute(), inboxRoute()];
}

function messageRoute(): Route {
  return route({
    method: 'POST',
    path: '/sms/v1/messages',
    target: 'sms',
    body: Type.Object(
      {
        reference: Type.String({ minLength: 1, maxLength: 64 }),
        to: phone,
        sender: Type.String({ minLength: 1, maxLength: 40 }),
        text: Type.String({ minLength: 1, maxLength: 500 }),
      },
      closed,
    ),
    handle: async (database, { body }) => {
      const messageId = await database.transact((tx) => deliver(tx, body));
      if (messageId === undefined) return no(409, 'reference_reused');
      return yes({ message_id: messageId, reference: body.reference }, 202);
    },
  });
}

function inboxRoute(): Route {
  return route({
    method: 'GET',
    path: '/sms/inbox',
    target: undefined,
    // A `+` that nobody encoded arrives as a space.
    query: Type.Object({ to: Type.String({ pattern: '^[+ ]\\d{6,15}$' }) }, closed),
    handle: async (database, { query }) => {
      const items = await database.transact((tx) => inboxOf(tx, query.to.replace(' ', '+')));
      return yes({ items });
    },
  });
}
