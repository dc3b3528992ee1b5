// SQL of orders: placing one, moving it from state to state with its ledger transfers, and
// what limits and fees need to know of earlier ones.

import assert from 'node:assert/strict';
import {
  type BusinessDate,
  type Id,
  idOf,
  type Instant,
  isoOf,
  minor,
  type Minor,
  uuidOf,
} from '@sycee/kit';
import type { Tx } from '#platform';
import type { Order, OrderTransfer } from './order.ts';
import { mayFollow, type OrderState } from './order-states.ts';

export type OrderEnd = {
  readonly state: OrderState;
  readonly failureCode?: Order['failureCode'];
  readonly transfers: readonly OrderTransfer[];
};

export type OrderRow = {
  readonly uuid: string;
  readonly kind: Order['kind'];
  readonly state: OrderState;
  readonly payer: string | null;
  readonly payee: string | null;
  readonly card: string | null;
  readonly amount: bigint;
  readonly fee: bigint;
  readonly note: string | null;
  readonly arrival: Order['arrival'];
  readonly failure: Order['failureCode'];
  readonly createdAt: Instant;
  readonly settledAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly countedOn: BusinessDate | null;
};

/** The columns of `OrderRow`. */
export const ORDER = `o.id as uuid, o.kind, o.state, o.payer_id as payer, o.payee_id as payee,
  o.card_id as card, o.amount_minor as amount, o.fee_minor as fee, o.note, o.arrival,
  o.failure_code as failure, o.created_at as "createdAt", o.settled_at as "settledAt",
  o.expires_at as "expiresAt", o.counted_on as "countedOn"`;

export function orderOf(row: OrderRow): Order {
  return {
    id: idOf('pay', row.uuid),
    kind: row.kind,
    state: row.state,
    payerId: row.payer === null ? null : idOf('party', row.payer),
    payeeId: row.payee === null ? null : idOf('party', row.payee),
    cardId: row.card === null ? null : idOf('card', row.card),
    amountMinor: minor(row.amount),
    feeMinor: minor(row.fee),
    note: row.note,
    arrival: row.arrival,
    failureCode: row.failure,
    createdAt: row.createdAt,
    settledAt: row.settledAt,
    expiresAt: row.expiresAt,
    countedOn: row.countedOn,
  };
}

/** Keeps a new order with its ledger transfers so far. */
export async function insertOrder(
  tx: Tx,
  order: Order,
  transfers: readonly OrderTransfer[],
): Promise<void> {
  await tx.query(
    `with placed as (
       insert into payments.orders (id, kind, state, payer_id, payee_id, card_id, amount_minor,
         fee_minor, currency, note, arrival, created_at, settled_at, expires_at,
         counted_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'CNY', $9, $10, $11, $12, $13, $14))
     insert into payments.order_transfers (order_id, purpose, transfer_id)
     select $1, purpose, transfer_id
     from unnest($15::text[], $16::uuid[]) t (purpose, transfer_id)`,
    [
      uuidOf(order.id),
      order.kind,
      order.state,
      order.payerId && uuidOf(order.payerId),
      order.payeeId && uuidOf(order.payeeId),
      order.cardId && uuidOf(order.cardId),
      order.amountMinor,
      order.feeMinor,
      order.note,
      order.arrival,
      isoOf(order.createdAt),
      order.settledAt && isoOf(order.settledAt),
      order.expiresAt && isoOf(order.expiresAt),
      order.countedOn,
      transfers.map(({ purpose }) => purpose),
      transfers.map(({ transferId }) => transferId),
    ],
  );
}

/** An order, which nobody else can move on until this transaction ends. */
export async function lockOrder(tx: Tx, orderId: Id<'pay'>): Promise<Order | undefined> {
  const [row] = await tx.query<OrderRow>(
    `select ${ORDER} from payments.orders o where o.id = $1 for update`,
    [uuidOf(orderId)],
  );
  return row && orderOf(row);
}

/** Brings a locked order to its end and answers it as it is from then on. */
export async function endOrder(tx: Tx, order: Order, end: OrderEnd): Promise<Order> {
  assert(mayFollow(order.state, end.state), `${order.id}: ${order.state} -> ${end.state}`);
  const failureCode = end.failureCode ?? null;
  const ended = await tx.query(
    `with ended as (
       update payments.orders set state = $3, settled_at = $4, failure_code = $5
       where id = $1 and state = $2 returning id),
     movements as (
       insert into payments.order_transfers (order_id, purpose, transfer_id)
       select id, purpose, transfer_id
       from ended, unnest($6::text[], $7::uuid[]) t (purpose, transfer_id))
     select from ended`,
    [
      uuidOf(order.id),
      order.state,
      end.state,
      isoOf(tx.now),
      failureCode,
      end.transfers.map(({ purpose }) => purpose),
      end.transfers.map(({ transferId }) => transferId),
    ],
  );
  assert.equal(ended.length, 1, `${order.id} is not locked`);
  return { ...order, state: end.state, settledAt: tx.now, failureCode };
}

/** Transfers whose time to be accepted is over, locked; those in other hands are left out. */
export async function claimOverdueTransfers(tx: Tx, limit: number): Promise<Order[]> {
  const rows = await tx.query<OrderRow>(
    `select ${ORDER} from payments.orders o
     where o.state = 'awaiting_acceptance' and o.expires_at <= $1
     order by o.expires_at limit $2 for update skip locked`,
    [isoOf(tx.now), limit],
  );
  return rows.map(orderOf);
}

/** Ends many locked transfers at once as expired, each with the movement that gave it back. */
export async function expireOrders(
  tx: Tx,
  ends: readonly { readonly orderId: Id<'pay'>; readonly transferId: string }[],
): Promise<void> {
  await tx.query(
    `with ending as (
       select * from unnest($1::uuid[], $2::uuid[]) e (id, transfer_id)),
     ended as (
       update payments.orders o set state = 'expired', settled_at = $3
       from ending where o.id = ending.id and o.state = 'awaiting_acceptance' returning o.id)
     insert into payments.order_transfers (order_id, purpose, transfer_id)
     select ended.id, 'amount_end', ending.transfer_id from ended join ending using (id)`,
    [
      ends.map(({ orderId }) => uuidOf(orderId)),
      ends.map(({ transferId }) => transferId),
      isoOf(tx.now),
    ],
  );
}

/** The ledger transfers of one order. */
export async function transfersOf(tx: Tx, orderId: Id<'pay'>): Promise<OrderTransfer[]> {
  return tx.query<OrderTransfer>(
    `select purpose, transfer_id as "transferId" from payments.order_transfers
     where order_id = $1`,
    [uuidOf(orderId)],
  );
}

/** What the customer has taken out, or is about to: the measure of the free allowance. */
export async function takenOutMinor(tx: Tx, partyId: Id<'party'>): Promise<Minor> {
  const [row] = await tx.query<{ sum: bigint }>(
    `select coalesce(sum(amount_minor), 0)::bigint as sum from payments.orders
     where payer_id = $1 and kind = 'withdrawal' and state in ('processing', 'succeeded')`,
    [uuidOf(partyId)],
  );
  return minor(row?.sum ?? 0n);
}

/** What is on its way into the customer's account from cards. */
export async function topUpsInFlightMinor(tx: Tx, partyId: Id<'party'>): Promise<Minor> {
  const [row] = await tx.query<{ sum: bigint }>(
    `select coalesce(sum(amount_minor), 0)::bigint as sum from payments.orders
     where payee_id = $1 and kind = 'top_up' and state = 'processing'`,
    [uuidOf(partyId)],
  );
  return minor(row?.sum ?? 0n);
}

/** Remembers that money went from one customer to another, for both. */
export async function rememberContact(
  tx: Tx,
  payerId: Id<'party'>,
  payeeId: Id<'party'>,
): Promise<void> {
  const [first, second] = [uuidOf(payerId), uuidOf(payeeId)].toSorted();
  await tx.query(
    `insert into payments.contacts (party_id, other_party_id, last_paid_at)
     values ($1, $2, $3), ($2, $1, $3)
     on conflict (party_id, other_party_id) do update
       set last_paid_at = greatest(contacts.last_paid_at, excluded.last_paid_at)`,
    [first, second, isoOf(tx.now)],
  );
}
