// What narrows the bills, as the address of the screen carries it: so that a view can be linked to,
// and back restores it.

import type { Order } from '@sycee/sdk';

import type { OrderFilter } from '../../queries.ts';

export const KINDS = ['top_up', 'withdrawal', 'transfer'] as const satisfies Order['kind'][];
export const DIRECTIONS = ['in', 'out'] as const satisfies Order['direction'][];
export const STATES = [
  'processing',
  'awaiting_acceptance',
  'succeeded',
  'failed',
  'returned',
  'expired',
] as const satisfies Order['state'][];

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The filter an address asks for; what it does not know is left out. */
export function readBillsSearch(search: Record<string, unknown>): OrderFilter {
  const { q } = search;
  return withoutGaps({
    q: (typeof q === 'string' || typeof q === 'number') && q !== '' ? String(q) : undefined,
    kind: KINDS.find((kind) => kind === search['kind']),
    direction: DIRECTIONS.find((direction) => direction === search['direction']),
    state: STATES.find((state) => state === search['state']),
    from: dayIn(search['from']),
    to: dayIn(search['to']),
  });
}

/** The same filter without the parts that ask for nothing. */
export function withoutGaps(filter: OrderFilter): OrderFilter {
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''),
  );
}

/** How many parts of the filter are in use, the words of the search aside. */
export function partsInUse({ kind, direction, state, from, to }: OrderFilter): number {
  const period = from ?? to;
  return [kind, direction, state, period].filter((part) => part !== undefined).length;
}

function dayIn(value: unknown): string | undefined {
  return typeof value === 'string' && DAY.test(value) ? value : undefined;
}
