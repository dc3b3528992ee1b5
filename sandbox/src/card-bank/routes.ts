// The card banks' side of the signed protocol.

import { parseInstant, type Instant } from '@sycee/kit';
import { Type } from 'typebox';

import { no, route, yes, type Route } from '../platform/index.ts';
import { bankOfBin } from './cards.ts';
import { confirmHolder } from './confirm-holder.ts';
import { closeReference, moveMoney, movementOf, type MovementKind } from './move-money.ts';
import { settlement } from './settlement.ts';
import { verifyHolder } from './verify-holder.ts';

const closed = { additionalProperties: false };
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const reference = Type.String({ pattern: '^[A-Za-z0-9_.:-]{1,64}$' });
const instantText = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT[0-9:.]{8,12}Z$' });

const movementBody = Type.Object(
  {
    reference,
    card_token: text(64),
    amount_minor: Type.String({ pattern: '^[1-9]\\d{0,18}$' }),
    currency: Type.Literal('CNY'),
  },
  closed,
);

/** The card banks' routes. */
export function cardBankRoutes(): Route[] {
  return [
    binRoute(),
    verificationRoute(),
    confirmationRoute(),
    movementRoute('debit'),
    movementRoute('credit'),
    enquiryRoute(),
    closeRoute(),
    settlementRoute(),
  ];
}

function binRoute(): Route {
  return route({
    method: 'GET',
    path: '/card-bank/v1/bins/:bin',
    target: 'card-bank',
    params: Type.Object({ bin: Type.String({ pattern: '^\\d{6}$' }) }),
    handle: async (database, { params }) => {
      const bank = await database.transact((tx) => bankOfBin(tx, params.bin));
      return bank === undefined ? no(404, 'bin_unknown') : yes(bank);
    },
  });
}

function verificationRoute(): Route {
  return route({
    method: 'POST',
    path: '/card-bank/v1/verifications',
    target: 'card-bank',
    body: Type.Object(
      {
        reference,
        name: text(100),
        id_number: text(18),
        card_number: text(19),
        phone: text(20),
      },
      closed,
    ),
    handle: (database, { body }) => database.transact((tx) => verifyHolder(tx, body)),
  });
}

function confirmationRoute(): Route {
  return route({
    method: 'POST',
    path: '/card-bank/v1/verifications/:verification_id/confirmation',
    target: 'card-bank',
    params: Type.Object({ verification_id: text(64) }),
    body: Type.Object({ code: text(12) }, closed),
    handle: (database, { params, body }) =>
      database.transact((tx) => confirmHolder(tx, params.verification_id, body.code)),
  });
}

function movementRoute(kind: MovementKind): Route {
  return route({
    method: 'POST',
    path: `/card-bank/v1/${kind}s`,
    target: 'card-bank',
    body: movementBody,
    handle: (database, { body }) => database.transact((tx) => moveMoney(tx, kind, body)),
  });
}

function enquiryRoute(): Route {
  return route({
    method: 'GET',
    path: '/card-bank/v1/transactions/:reference',
    target: 'card-bank',
    params: Type.Object({ reference }),
    handle: (database, { params }) => database.transact((tx) => movementOf(tx, params.reference)),
  });
}

function closeRoute(): Route {
  return route({
    method: 'POST',
    path: '/card-bank/v1/transactions/:reference/close',
    target: 'card-bank',
    params: Type.Object({ reference }),
    handle: (database, { params }) =>
      database.transact((tx) => closeReference(tx, params.reference)),
  });
}

function settlementRoute(): Route {
  return route({
    method: 'GET',
    path: '/card-bank/v1/settlement',
    target: 'card-bank',
    query: Type.Object({ from: instantText, to: instantText }, closed),
    handle: async (database, { query }) => {
      const [from, to] = [readInstant(query.from), readInstant(query.to)];
      if (from === undefined || to === undefined || to < from) return no(422, 'invalid_span');
      return database.transact((tx) => settlement(tx, from, to));
    },
  });
}

function readInstant(value: string): Instant | undefined {
  try {
    return parseInstant(value);
  } catch {
    return undefined;
  }
}
