// What the app reads from the bank: each query once, under the key by which news renews it.

import type { BusinessDate } from '@sycee/kit';
import type { Account, Order } from '@sycee/sdk';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { bank } from './bank.ts';

export type OrderId = Order['id'];
export type AccountId = Account['id'];

/** What narrows the list of orders. */
export type OrderFilter = {
  readonly q?: string | undefined;
  readonly kind?: Order['kind'] | undefined;
  readonly direction?: Order['direction'] | undefined;
  readonly state?: Order['state'] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

const BILLS_PAGE = 20;
const FEED_LENGTH = 5;

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => bank.getMe({ signal }),
  staleTime: 60_000,
});

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: async ({ signal }) => (await bank.listAccounts({ signal })).items,
});

export const cardsQuery = queryOptions({
  queryKey: ['cards'],
  queryFn: async ({ signal }) => (await bank.listCards({ signal })).items,
});

export const contactsQuery = queryOptions({
  queryKey: ['contacts'],
  queryFn: async ({ signal }) => (await bank.listContacts({ signal })).items,
});

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }) => (await bank.listSessions({ signal })).items,
});

/** The bank's own day, which months and limits count by. */
export const clockQuery = queryOptions({
  queryKey: ['clock'],
  queryFn: ({ signal }) => bank.getClock({ signal }),
  staleTime: 60_000,
});

/** The newest orders, for the feed of the wallet. */
export const feedQuery = queryOptions({
  queryKey: ['orders', 'feed'],
  queryFn: async ({ signal }) =>
    (await bank.listOrders({ query: { limit: FEED_LENGTH }, signal })).items,
});

/** Incoming transfers that wait for this person's answer. */
export const waitingQuery = queryOptions({
  queryKey: ['orders', 'waiting'],
  queryFn: async ({ signal }) => {
    const query = { state: 'awaiting_acceptance', direction: 'in', limit: BILLS_PAGE } as const;
    return (await bank.listOrders({ query, signal })).items;
  },
});

/** Orders that match, page by page. */
export function ordersQuery(filter: OrderFilter) {
  return infiniteQueryOptions({
    queryKey: ['orders', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      bank.listOrders({ query: { ...filter, after: pageParam, limit: BILLS_PAGE }, signal }),
    initialPageParam: undefined as OrderId | undefined,
    getNextPageParam: (page) => (page.next ?? undefined) as OrderId | undefined,
  });
}

/** One order. */
export function orderQuery(id: OrderId) {
  return queryOptions({
    queryKey: ['orders', 'one', id],
    queryFn: ({ signal }) => bank.getOrder({ params: { order_id: id }, signal }),
  });
}

/** What came in and went out in a month, `2026-01`. */
export function monthQuery(month: string) {
  return queryOptions({
    queryKey: ['months', month],
    queryFn: ({ signal }) => bank.getMonth({ params: { month }, signal }),
  });
}

/** Money held out of or into an account. */
export function holdsQuery(id: AccountId) {
  return queryOptions({
    queryKey: ['holds', id],
    queryFn: async ({ signal }) =>
      (await bank.listHolds({ params: { account_id: id }, signal })).items,
  });
}

/** The movements of an account in a range of days, page by page. */
export function statementQuery(id: AccountId, from: BusinessDate, to: BusinessDate) {
  return infiniteQueryOptions({
    queryKey: ['statement', id, from, to],
    queryFn: ({ pageParam, signal }) =>
      bank.getStatement({
        params: { account_id: id },
        query: { from, to, after: pageParam, limit: BILLS_PAGE },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** What class II still needs of an account, and what it brings. */
export function upgradeQuery(id: AccountId) {
  return queryOptions({
    queryKey: ['upgrades', id],
    queryFn: ({ signal }) => bank.getUpgrade({ params: { account_id: id }, signal }),
  });
}

/** The bank behind the first digits of a card. */
export function cardBinQuery(bin: string) {
  return queryOptions({
    queryKey: ['card-bins', bin],
    queryFn: ({ signal }) => bank.getCardBin({ params: { bin }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** Whom an exact phone number would pay. */
export function payeeQuery(phone: string) {
  return queryOptions({
    queryKey: ['payees', phone],
    queryFn: ({ signal }) => bank.findPayee({ query: { phone }, signal }),
    staleTime: 60_000,
    retry: false,
  });
}

/** What a withdrawal would cost. */
export function quoteQuery(amountMinor: string) {
  return queryOptions({
    queryKey: ['quotes', amountMinor],
    queryFn: ({ signal }) => bank.quoteWithdrawal({ query: { amount_minor: amountMinor }, signal }),
    retry: false,
  });
}

/** The first parts of the keys that a movement of money makes stale. */
export const MONEY_KEYS = [
  'orders',
  'accounts',
  'months',
  'holds',
  'contacts',
  'statement',
  'quotes',
];
