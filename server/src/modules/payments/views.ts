// How cards and orders look on the wire, and the schemas that say so.

import { cny, isoOf } from '@sycee/kit';
import { type Static, Type } from 'typebox';
import {
  idSchema,
  instantSchema,
  instantView,
  type Locale,
  moneySchema,
  moneyView,
  nullable,
} from '#platform';
import type { CardBin } from './card-bank.ts';
import { type Direction, type Order, timelineOf } from './order.ts';
import { CHECKING_WITH_CARD_BANK, ORDER_FAILURES } from './order-failures.ts';
import type { Card } from './store-cards.ts';

export const cardSchema = Type.Object(
  {
    id: idSchema('card'),
    bank_name: Type.String(),
    card_type: Type.Literal('debit'),
    last4: Type.String(),
    bound_at: instantSchema,
    is_default: Type.Boolean(),
  },
  { title: 'Card' },
);

/** A bound card, its bank named in the language of the request. */
export function cardView(card: Card, locale: Locale): Static<typeof cardSchema> {
  return {
    id: card.id,
    bank_name: bankNameOf(card, locale),
    card_type: card.cardType,
    last4: card.last4,
    bound_at: isoOf(card.boundAt),
    is_default: card.isDefault,
  };
}

export function bankNameOf(
  bin: Pick<CardBin, 'bankNameEn' | 'bankNameZh'>,
  locale: Locale,
): string {
  return locale === 'zh' ? bin.bankNameZh : bin.bankNameEn;
}

export const kindSchema = Type.Union([
  Type.Literal('top_up'),
  Type.Literal('withdrawal'),
  Type.Literal('transfer'),
]);

export const directionSchema = Type.Union([Type.Literal('in'), Type.Literal('out')]);

export const stateSchema = Type.Union([
  Type.Literal('processing'),
  Type.Literal('awaiting_acceptance'),
  Type.Literal('succeeded'),
  Type.Literal('failed'),
  Type.Literal('returned'),
  Type.Literal('expired'),
]);

export const arrivalSchema = Type.Union([Type.Literal('instant'), Type.Literal('on_acceptance')]);

const codeAndText = Type.Object({ code: Type.String(), text: Type.String() });

export const orderSchema = Type.Object(
  {
    id: idSchema('pay'),
    kind: kindSchema,
    direction: directionSchema,
    amount: moneySchema,
    fee: moneySchema,
    state: stateSchema,
    counterparty: Type.Object({
      name: Type.String({
        description: 'A person or a bank. A payee is masked until the money has arrived.',
      }),
      phone_masked: nullable(Type.String()),
      bank_name: nullable(Type.String()),
      card_last4: nullable(Type.String()),
      party_id: nullable(idSchema('party')),
    }),
    account_id: {
      ...nullable(idSchema('acct')),
      description: 'Which of one’s own accounts; null in orders of when there was but one.',
    },
    note: nullable(Type.String()),
    arrival: nullable(arrivalSchema),
    created_at: instantSchema,
    settled_at: nullable(instantSchema),
    expires_at: nullable(instantSchema),
    notice: Type.Union([codeAndText, Type.Null()], {
      description: 'What to know while the order is processing; null when all is as usual.',
    }),
    failure: nullable(codeAndText),
    timeline: Type.Array(Type.Object({ state: stateSchema, at: instantSchema })),
    can_accept: Type.Boolean(),
    can_return: Type.Boolean(),
  },
  { title: 'Order' },
);

export type OrderView = Static<typeof orderSchema>;

/** Whom a customer sees on the other side of an order. */
export type Counterparty = OrderView['counterparty'];

/** An order as one of its two sides sees it. */
export function orderView(
  order: Order,
  seen: {
    readonly direction: Direction;
    readonly counterparty: Counterparty;
    /** The card bank has not answered clearly so far. */
    readonly inTrouble: boolean;
    readonly locale: Locale;
  },
): OrderView {
  const { direction, counterparty, inTrouble, locale } = seen;
  const answerable = direction === 'in' && order.state === 'awaiting_acceptance';
  const { failureCode } = order;
  return {
    id: order.id,
    kind: order.kind,
    direction,
    amount: moneyView(cny(order.amountMinor)),
    fee: moneyView(cny(order.feeMinor)),
    state: order.state,
    counterparty,
    account_id: direction === 'out' ? order.payerAccountId : order.payeeAccountId,
    note: order.note,
    arrival: order.arrival,
    created_at: isoOf(order.createdAt),
    settled_at: instantView(order.settledAt),
    expires_at: instantView(order.expiresAt),
    notice: inTrouble
      ? { code: CHECKING_WITH_CARD_BANK.code, text: CHECKING_WITH_CARD_BANK[locale] }
      : null,
    failure: failureCode && { code: failureCode, text: ORDER_FAILURES[failureCode][locale] },
    timeline: timelineOf(order).map(({ state, at }) => ({ state, at: isoOf(at) })),
    can_accept: answerable,
    can_return: answerable,
  };
}
