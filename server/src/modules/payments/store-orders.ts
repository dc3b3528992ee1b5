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
  readonly payerAccount: string | null;
  readonly payeeAccount: string | null;
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
  o.payer_account_id as "payerAccount", o.payee_account_id as "payeeAccount",
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
    payerAccountId: row.payerAccount === null ? null : idOf('acct', row.payerAccount),
    payeeAccountId: row.payeeAccount === null ? null : idOf('acct', row.payeeAccount),
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

/** A new order with its ledger transfers so far. */
export type PlacedOrder = { readonly order: Order; readonly transfers: readonly OrderTransfer[] };

/** Keeps new orders with their ledger transfers so far. */
export async function insertOrders(tx: Tx, placed: readonly PlacedOrder[]): Promise<void> {
  const column = <Value>(of: (order: Order) => Value): Value[] =>
    placed.map(({ order }) => of(order));
  const movements = placed.flatMap(({ order, transfers }) =>
    besideTheMain(transfers).map((transfer) => ({ ...transfer, orderId: uuidOf(order.id) })),
  );
  await tx.query(
    `with placed as (
       insert into payments.orders (id, kind, state, payer_id, payee_id, card_id, amount_minor,
         fee_minor, currency, note, arrival, created_at, settled_at, expires_at, counted_on,
         payer_account_id, payee_account_id)
       select id, kind, state, payer, payee, card, amount, fee, 'CNY', note, arrival, created,
         settled, expires, counted, payer_account, payee_account
       from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[],
         $7::bigint[], $8::bigint[], $9::text[], $10::text[], $11::timestamptz[],
         $12::timestamptz[], $13::timestamptz[], $14::date[], $18::uuid[], $19::uuid[]) as o (id,
         kind, state, payer, payee, card, amount, fee, note, arrival, created, settled, expires,
         counted, payer_account, payee_account))
     insert into payments.order_transfers (order_id, purpose, transfer_id)
     select order_id, purpose, transfer_id
     from unnest($15::uuid[], $16::text[], $17::uuid[]) t (order_id, purpose, transfer_id)`,
    [
      column(({ id }) => uuidOf(id)),
      column(({ kind }) => kind),
      column(({ state }) => state),
      column(({ payerId }) => payerId && uuidOf(payerId)),
      column(({ payeeId }) => payeeId && uuidOf(payeeId)),
      column(({ cardId }) => cardId && uuidOf(cardId)),
      column(({ amountMinor }) => amountMinor),
      column(({ feeMinor }) => feeMinor),
      column(({ note }) => note),
      column(({ arrival }) => arrival),
      column(({ createdAt }) => isoOf(createdAt)),
      column(({ settledAt }) => settledAt && isoOf(settledAt)),
      column(({ expiresAt }) => expiresAt && isoOf(expiresAt)),
      column(({ countedOn }) => countedOn),
      movements.map(({ orderId }) => orderId),
      movements.map(({ purpose }) => purpose),
      movements.map(({ transferId }) => transferId),
      column(({ payerAccountId }) => payerAccountId && uuidOf(payerAccountId)),
      column(({ payeeAccountId }) => payeeAccountId && uuidOf(payeeAccountId)),
    ],
  );
}

/** The main movement has the order's own id: nothing is written down about it. */
function besideTheMain(transfers: readonly OrderTransfer[]): OrderTransfer[] {
  return transfers.filter(({ purpose }) => purpose !== 'amount');
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
  const movements = besideTheMain(end.transfers);
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
      movements.map(({ purpose }) => purpose),
      movements.map(({ transferId }) => transferId),
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

/** What an order that holds money holds: the amount, and the fee when there is one. */
export async function holdsOf(tx: Tx, orderId: Id<'pay'>): Promise<OrderTransfer[]> {
  const fees = await tx.query<OrderTransfer>(
    `select purpose, transfer_id as "transferId" from payments.order_transfers
     where order_id = $1 and purpose = 'fee'`,
    [uuidOf(orderId)],
  );
  return [{ purpose: 'amount', transferId: uuidOf(orderId) }, ...fees];
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

/** What is on its way from cards into accounts; one without has no entry. */
export async function topUpsInFlight(
  tx: Tx,
  accounts: readonly { readonly id: Id<'acct'>; readonly partyId: Id<'party'> }[],
): Promise<ReadonlyMap<Id<'acct'>, Minor>> {
  const rows = await tx.query<{ account: string; sum: bigint }>(
    `select a.id as account, sum(o.amount_minor)::bigint as sum
     from unnest($1::uuid[], $2::uuid[]) a (id, party_id)
     join payments.orders o on o.payee_id = a.party_id and o.kind = 'top_up'
       and o.state = 'processing' and coalesce(o.payee_account_id, a.id) = a.id
     group by a.id`,
    [accounts.map(({ id }) => uuidOf(id)), accounts.map(({ partyId }) => uuidOf(partyId))],
  );
  return new Map(rows.map(({ account, sum }) => [idOf('acct', account), minor(sum)]));
}

export type Pair = { readonly payerId: Id<'party'>; readonly payeeId: Id<'party'> };

/** Remembers that money went from some customers to others, for both sides of each. */
export async function rememberContacts(tx: Tx, pairs: readonly Pair[]): Promise<void> {
  await tx.query(
    `insert into payments.contacts (party_id, other_party_id, last_paid_at)
     select distinct party_id, other_party_id, $3::timestamptz
     from unnest($1::uuid[] || $2::uuid[], $2::uuid[] || $1::uuid[]) as p (party_id, other_party_id)
     order by party_id, other_party_id
     on conflict (party_id, other_party_id) do update
       set last_paid_at = greatest(contacts.last_paid_at, excluded.last_paid_at)`,
    [
      pairs.map(({ payerId }) => uuidOf(payerId)),
      pairs.map(({ payeeId }) => uuidOf(payeeId)),
      isoOf(tx.now),
    ],
  );
}
