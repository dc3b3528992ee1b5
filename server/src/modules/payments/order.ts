// What an order is, in the words that the use cases share.

import assert from 'node:assert/strict';
import type { BusinessDate, Id, Instant, Minor } from '@sycee/kit';
import type { Tx } from '#platform';
import type { AskedBy } from './payment-security.ts';
import type { OrderFailureCode } from './order-failures.ts';
import type { OrderKind, OrderState } from './order-states.ts';

export type Arrival = 'instant' | 'on_acceptance';
export type Direction = 'in' | 'out';

export type Order = {
  readonly id: Id<'pay'>;
  readonly kind: OrderKind;
  readonly state: OrderState;
  /** Whose account pays; null when a card does. */
  readonly payerId: Id<'party'> | null;
  /** Whose account receives; null when a card does. */
  readonly payeeId: Id<'party'> | null;
  /** Which of the payer's accounts; null for a card, and for the first one in old orders. */
  readonly payerAccountId: Id<'acct'> | null;
  /** Which of the payee's accounts; null as for the payer. */
  readonly payeeAccountId: Id<'acct'> | null;
  readonly cardId: Id<'card'> | null;
  readonly amountMinor: Minor;
  /** On top of the amount, from the payer's account. */
  readonly feeMinor: Minor;
  readonly note: string | null;
  readonly arrival: Arrival | null;
  readonly failureCode: OrderFailureCode | null;
  readonly createdAt: Instant;
  /** When the order came to its end, whichever it was. */
  readonly settledAt: Instant | null;
  /** Until when a transfer may be accepted. */
  readonly expiresAt: Instant | null;
  /** The business date whose sending limit a transfer counts against. */
  readonly countedOn: BusinessDate | null;
};

/** A ledger transfer of an order: the amount and the fee, and what ends them when they are held. */
export type OrderTransfer = {
  readonly purpose: 'amount' | 'fee' | 'amount_end' | 'fee_end';
  /** As the ledger knows it, a UUID. */
  readonly transferId: string;
};

/** Who pays and who is paid, and with which accounts. */
export type OrderSides = Pick<Order, 'payerId' | 'payeeId' | 'payerAccountId' | 'payeeAccountId'>;

/** The customer's side of an order with a card. */
export function holderOf(order: OrderSides): {
  readonly partyId: Id<'party'>;
  readonly accountId: Id<'acct'> | null;
} {
  const partyId = order.payerId ?? order.payeeId;
  assert(partyId, 'an order has a customer');
  return { partyId, accountId: order.payerAccountId ?? order.payeeAccountId };
}

/** From which side a party sees an order, or undefined when it is none of theirs. */
export function directionFor(order: Order, partyId: Id<'party'>): Direction | undefined {
  if (order.payerId === partyId) return 'out';
  return order.payeeId === partyId ? 'in' : undefined;
}

export type Step = { readonly state: OrderState; readonly at: Instant };

/** The way of an order so far: the state it started in, and the one it ended in. */
export function timelineOf(order: Order): Step[] {
  const ended = order.settledAt === null ? [] : [{ state: order.state, at: order.settledAt }];
  const waiting = order.kind === 'transfer' ? 'awaiting_acceptance' : 'processing';
  return order.arrival === 'instant' ? ended : [{ state: waiting, at: order.createdAt }, ...ended];
}

/** What a customer asks for between the account and a card. */
export type CardOrderRequest = {
  readonly partyId: Id<'party'>;
  readonly cardId: Id<'card'>;
  /** The main account when none is named. */
  readonly accountId?: Id<'acct'> | undefined;
  readonly amountMinor: Minor;
  /** Who asks, for a withdrawal to be judged; left out by the bank itself. */
  readonly by?: AskedBy | undefined;
};

/** What a new top-up and a new withdrawal have in common. */
export function newCardOrder(
  tx: Pick<Tx, 'newId' | 'now'>,
  { cardId, amountMinor }: CardOrderRequest,
): Omit<Order, 'kind' | 'feeMinor' | keyof OrderSides> {
  return {
    id: tx.newId('pay'),
    state: 'processing',
    cardId,
    amountMinor,
    note: null,
    arrival: null,
    failureCode: null,
    createdAt: tx.now,
    settledAt: null,
    expiresAt: null,
    countedOn: null,
  };
}
