// SQL of looking back: one order, the list with its filters, months, contacts. Both sides of an
// order are separate scans of separate indexes, so that a list costs what it shows.

import { type Id, idOf, type Instant, isoOf, type Minor, minor, uuidOf } from '@sycee/kit';
import type { Tx } from '#platform';
import type { Direction, Order } from './order.ts';
import type { OrderKind, OrderState } from './order-states.ts';
import { ORDER, orderOf, type OrderRow } from './store-orders.ts';

export type OrderFilter = {
  readonly kind: OrderKind | null;
  readonly direction: Direction | null;
  readonly state: OrderState | null;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly minMinor: bigint | null;
  readonly maxMinor: bigint | null;
  readonly search: OrderSearch | null;
  /** Only orders older than this one. */
  readonly after: Id<'pay'> | null;
  readonly limit: number;
};

/** Any of these is a hit. */
export type OrderSearch = {
  readonly noteContains: string;
  readonly otherParties: readonly Id<'party'>[];
  readonly cards: readonly Id<'card'>[];
  readonly orderId: Id<'pay'> | null;
};

export type DaySum = {
  readonly kind: OrderKind;
  readonly direction: Direction;
  readonly date: string;
  /** Amounts and fees together. */
  readonly totalMinor: Minor;
  readonly count: number;
};

/** An order of the customer. */
export async function findOrder(
  tx: Tx,
  partyId: Id<'party'>,
  orderId: Id<'pay'>,
): Promise<Order | undefined> {
  const [row] = await tx.query<OrderRow>(
    `select ${ORDER} from payments.orders o
     where o.id = $1 and (o.payer_id = $2 or o.payee_id = $2)`,
    [uuidOf(orderId), uuidOf(partyId)],
  );
  return row && orderOf(row);
}

/** The customer's orders, newest first. */
export async function listOrders(
  tx: Tx,
  partyId: Id<'party'>,
  filter: OrderFilter,
): Promise<Order[]> {
  const { search } = filter;
  const rows = await tx.query<OrderRow>(
    `select * from (
       (${sideOf('payer_id', 'payee_id', 'out')})
       union all
       (${sideOf('payee_id', 'payer_id', 'in')})
     ) seen order by uuid desc limit $14`,
    [
      uuidOf(partyId),
      filter.direction,
      filter.kind,
      filter.state,
      filter.from && isoOf(filter.from),
      filter.to && isoOf(filter.to),
      filter.minMinor,
      filter.maxMinor,
      search && `%${search.noteContains.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
      search && search.otherParties.map(uuidOf),
      search && search.cards.map(uuidOf),
      search?.orderId ? uuidOf(search.orderId) : null,
      filter.after && uuidOf(filter.after),
      filter.limit,
    ],
  );
  return rows.map(orderOf);
}

function sideOf(mine: string, other: string, direction: Direction): string {
  return `select ${ORDER} from payments.orders o
    where o.${mine} = $1 and coalesce($2, '${direction}') = '${direction}'
      and ($3::text is null or o.kind = $3) and ($4::text is null or o.state = $4)
      and ($5::timestamptz is null or o.created_at >= $5)
      and ($6::timestamptz is null or o.created_at < $6)
      and ($7::bigint is null or o.amount_minor >= $7)
      and ($8::bigint is null or o.amount_minor <= $8)
      and ($9::text is null or o.note ilike $9 or o.${other} = any($10::uuid[])
        or o.card_id = any($11::uuid[]) or o.id = $12)
      and ($13::uuid is null or o.id < $13)
    order by o.id desc limit $14`;
}

/** What succeeded in a time, by kind, direction and day of the bank's calendar. */
export async function sumsByDay(
  tx: Tx,
  partyId: Id<'party'>,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  utcOffsetMinutes: number,
): Promise<DaySum[]> {
  const rows = await tx.query<
    Pick<DaySum, 'kind' | 'direction' | 'date'> & { total: bigint; count: bigint }
  >(
    `select kind, direction,
       ((settled_at at time zone 'UTC') + make_interval(mins => $4))::date as date,
       sum(amount_minor + case direction when 'out' then fee_minor else 0 end)::bigint as total,
       count(*) as count
     from (${settledSide('payer_id', 'out')} union all ${settledSide('payee_id', 'in')}) settled
     group by 1, 2, 3 order by 3, 1, 2`,
    [uuidOf(partyId), isoOf(from), isoOf(to), utcOffsetMinutes],
  );
  return rows.map(({ total, count, ...row }) => ({
    ...row,
    totalMinor: minor(total),
    count: Number(count),
  }));
}

function settledSide(mine: string, direction: Direction): string {
  return `select kind, '${direction}' as direction, settled_at, amount_minor, fee_minor
    from payments.orders
    where ${mine} = $1 and state = 'succeeded' and settled_at >= $2 and settled_at < $3`;
}

/** People whom the customer sent money to or had money from, the latest first. */
export async function contactsOf(
  tx: Tx,
  partyId: Id<'party'>,
  limit: number,
): Promise<{ readonly partyId: Id<'party'>; readonly lastPaidAt: Instant }[]> {
  const rows = await tx.query<{ uuid: string; lastPaidAt: Instant }>(
    `select other_party_id as uuid, last_paid_at as "lastPaidAt" from payments.contacts
     where party_id = $1 order by last_paid_at desc limit $2`,
    [uuidOf(partyId), limit],
  );
  return rows.map(({ uuid, lastPaidAt }) => ({ partyId: idOf('party', uuid), lastPaidAt }));
}
