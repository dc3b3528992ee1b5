// One order, kept current: news renew it, and while it is open it is asked for now and then, in
// case news are missed.

import { useQuery } from '@tanstack/react-query';

import { orderQuery, type OrderId } from '../../queries.ts';
import { toneOf } from './order-look.ts';

const ASK_AGAIN_MS = 3000;

/** The order with an id. */
export function useOrder(id: string) {
  return useQuery({
    ...orderQuery(id as OrderId),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && toneOf(data) === 'waiting' ? ASK_AGAIN_MS : false,
  });
}
