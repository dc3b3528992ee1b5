// Orders by the month of the bank's calendar in which they were made.

import { addDays, parseBusinessDate } from '@sycee/kit';
import type { Order } from '@sycee/sdk';

import { monthOf, monthsFrom } from '../../dates.ts';

export type MonthOfOrders = { readonly month: string; readonly orders: Order[] };

/** Groups orders that come newest first; the order within and among months is kept. */
export function byMonth(orders: readonly Order[]): MonthOfOrders[] {
  const months: MonthOfOrders[] = [];
  for (const order of orders) {
    const month = monthOf(order.created_at);
    const last = months.at(-1);
    if (last?.month === month) last.orders.push(order);
    else months.push({ month, orders: [order] });
  }
  return months;
}

/** The first and the last day of a month. */
export function monthRange(month: string): { from: string; to: string } {
  const nextFirst = parseBusinessDate(`${monthsFrom(month, 1)}-01`);
  return { from: `${month}-01`, to: addDays(nextFirst, -1) };
}
