// The routes of bound cards.

import { isoOf, Refusal } from '@sycee/kit';
import { Type } from 'typebox';
import { maskPhone } from '#parties';
import { idSchema, instantSchema, type Route, route } from '#platform';
import { askCardBank, keepCardCheck, planCardCheck } from './check-card.ts';
import { chooseDefaultCard } from './choose-default-card.ts';
import { askToConfirm, confirmCard, planConfirmation } from './confirm-card.ts';
import { lookUpBin } from './look-up-bin.ts';
import type { PaymentsPorts } from './ports.ts';
import { codes } from './refusals.ts';
import { boundCards } from './store-cards.ts';
import { unbindCard } from './unbind-card.ts';
import { bankNameOf, cardSchema, cardView } from './views.ts';

const tag = 'payments';
const params = Type.Object({ card_id: idSchema('card') });

/** The routes of binding, choosing and unbinding cards. */
export function cardRoutes(ports: PaymentsPorts): Route[] {
  return [
    bindCardRoute(ports),
    confirmCardRoute(ports),
    listCardsRoute(),
    defaultCardRoute(),
    unbindCardRoute(),
    binRoute(ports),
  ];
}

function bindCardRoute(ports: PaymentsPorts): Route {
  return route({
    method: 'POST',
    path: '/v1/cards',
    operation: 'bindCard',
    tag,
    summary: 'Start binding a debit card: its bank checks the holder and sends a code',
    access: 'session',
    status: 202,
    limit: { requests: 20, seconds: 3600 },
    refusals: [
      'parties.frozen',
      ...codes(
        'payments.identity_needed',
        'payments.card_number_invalid',
        'payments.card_already_bound',
        'payments.too_many_card_checks',
        'payments.bin_unknown',
        'payments.card_not_verified',
        'payments.card_bank_unavailable',
      ),
    ],
    body: Type.Object({
      card_number: Type.String({ minLength: 1, maxLength: 40, examples: ['6222 0000 0000 0000'] }),
      phone: Type.String({
        pattern: String.raw`^\+[1-9]\d{6,14}$`,
        description: "In E.164, as the holder left it at the card's bank.",
      }),
    }),
    reply: Type.Object(
      {
        verification_id: idSchema('cv'),
        expires_at: instantSchema,
        bank_name: Type.String(),
        card_last4: Type.String(),
        phone_masked: Type.String(),
      },
      { title: 'CardVerification' },
    ),
    prepare: (tx, { caller: { partyId }, body: { card_number: cardNumber, phone } }) =>
      planCardCheck(tx, { partyId, cardNumber, phone }),
    ask: (planned) => askCardBank(ports, planned),
    handle: async (tx, { body: { phone }, locale }, answered) => {
      const check = await keepCardCheck(tx, answered);
      if (check instanceof Refusal) return check;
      return {
        verification_id: check.id,
        expires_at: isoOf(check.expiresAt),
        bank_name: bankNameOf(check.bin, locale),
        card_last4: check.last4,
        phone_masked: maskPhone(phone),
      };
    },
  });
}

function confirmCardRoute(ports: PaymentsPorts): Route {
  return route({
    method: 'POST',
    path: '/v1/card-verifications/:verification_id/confirmation',
    operation: 'confirmCard',
    tag,
    summary: 'Bind the card with the code its bank sent',
    access: 'session',
    status: 201,
    limit: { requests: 60, seconds: 3600 },
    refusals: codes(
      'payments.card_verification_not_found',
      'payments.card_verification_expired',
      'payments.card_code_wrong',
      'payments.card_bank_unavailable',
    ),
    params: Type.Object({ verification_id: idSchema('cv') }),
    body: Type.Object({ code: Type.String({ pattern: String.raw`^\d{6}$` }) }),
    reply: cardSchema,
    prepare: (tx, { caller: { partyId }, params: { verification_id: checkId } }) =>
      planConfirmation(tx, { partyId, checkId }),
    ask: (planned, { body }) => askToConfirm(ports, planned, body.code),
    handle: async (
      tx,
      { caller: { partyId }, params: { verification_id: checkId }, locale },
      word,
    ) => {
      const card = await confirmCard(tx, { partyId, checkId }, word);
      return card instanceof Refusal ? card : cardView(card, locale);
    },
  });
}

function listCardsRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/cards',
    operation: 'listCards',
    tag,
    summary: "List one's bound cards, the default first",
    access: 'session',
    refusals: [],
    reply: Type.Object({ items: Type.Array(cardSchema) }, { title: 'Cards' }),
    handle: async (tx, { caller, locale }) => {
      const cards = await boundCards(tx, caller.partyId);
      return { items: cards.map((card) => cardView(card, locale)) };
    },
  });
}

function defaultCardRoute(): Route {
  return route({
    method: 'PUT',
    path: '/v1/cards/:card_id/default',
    operation: 'chooseDefaultCard',
    tag,
    summary: 'Make a card the default',
    access: 'session',
    refusals: codes('payments.card_not_found'),
    params,
    reply: cardSchema,
    handle: async (tx, { caller, params: { card_id: cardId }, locale }) =>
      cardView(await chooseDefaultCard(tx, caller.partyId, cardId), locale),
  });
}

function unbindCardRoute(): Route {
  return route({
    method: 'DELETE',
    path: '/v1/cards/:card_id',
    operation: 'unbindCard',
    tag,
    summary: 'Unbind a card',
    access: 'session',
    proof: true,
    status: 204,
    refusals: codes('payments.card_not_found', 'payments.card_in_use'),
    params,
    handle: async (tx, { caller, params: { card_id: cardId } }) => {
      await unbindCard(tx, caller.partyId, cardId);
      return undefined;
    },
  });
}

function binRoute(ports: PaymentsPorts): Route {
  return route({
    method: 'GET',
    path: '/v1/card-bins/:bin',
    operation: 'getCardBin',
    tag,
    summary: 'Name the bank of the first six digits of a card number',
    access: 'session',
    limit: { requests: 60, seconds: 60 },
    refusals: codes('payments.bin_unknown', 'payments.card_bank_unavailable'),
    params: Type.Object({ bin: Type.String({ pattern: String.raw`^\d{6}$` }) }),
    reply: Type.Object(
      { bank_name: Type.String(), card_type: Type.Literal('debit') },
      { title: 'CardBin' },
    ),
    ask: (_, { params: { bin } }) => lookUpBin(ports, bin),
    handle: async (_tx, { locale }, bin) => ({
      bank_name: bankNameOf(bin, locale),
      card_type: bin.cardType,
    }),
  });
}
