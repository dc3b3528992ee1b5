// SQL of the audit: every order in turn, and what they sum up to.

import { type Id, idOf, uuidOf } from '@sycee/kit';
import type { Tx } from '#platform';
import type { Order } from './order.ts';
import { ORDER, orderOf, type OrderRow } from './store-orders.ts';

/** Orders in the order of their ids, after one. */
export async function ordersAfter(
  tx: Tx,
  after: Id<'pay'> | undefined,
  limit: number,
): Promise<Order[]> {
  const rows = await tx.query<OrderRow>(
    `select ${ORDER} from payments.orders o
     where $1::uuid is null or o.id > $1 order by o.id limit $2`,
    [after === undefined ? null : uuidOf(after), limit],
  );
  return rows.map(orderOf);
}

/** The ledger transfers of the orders' fees, by order. */
export async function feeTransfersOf(
  tx: Tx,
  orderIds: readonly Id<'pay'>[],
): Promise<ReadonlyMap<Id<'pay'>, string>> {
  const rows = await tx.query<{ uuid: string; transferId: string }>(
    `select order_id as uuid, transfer_id as "transferId" from payments.order_transfers
     where order_id = any($1::uuid[]) and purpose = 'fee'`,
    [orderIds.map(uuidOf)],
  );
  return new Map(rows.map(({ uuid, transferId }) => [idOf('pay', uuid), transferId]));
}

/** What the card banks owe by the orders that succeeded, and what these brought in fees. */
export async function cardOrderTotals(
  tx: Tx,
): Promise<{ readonly owedMinor: bigint; readonly feesMinor: bigint }> {
  const [row] = await tx.query<{ owed: bigint; fees: bigint }>(
    `select coalesce(sum(case kind when 'top_up' then amount_minor else -amount_minor end), 0)
         ::bigint as owed, coalesce(sum(fee_minor), 0)::bigint as fees
     from payments.orders where state = 'succeeded' and kind in ('top_up', 'withdrawal')`,
  );
  return { owedMinor: row?.owed ?? 0n, feesMinor: row?.fees ?? 0n };
}
