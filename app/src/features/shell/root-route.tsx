// The routes that all others hang from, and who may enter: guests, people who are joining, members.

import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';

import { device } from '../../bank.ts';
import { accountsQuery, meQuery } from '../../queries.ts';
import { Failed, NotFound, Pending, Root } from './root.tsx';

export type RouterContext = { readonly queries: QueryClient };

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Root,
  errorComponent: Failed,
  notFoundComponent: NotFound,
  pendingComponent: Pending,
});

/** Screens of people with an account; others are led to where they left off. */
export const memberRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'member',
  beforeLoad: async ({ context: { queries } }) => {
    if (device.load() === undefined) throw redirect({ to: '/welcome' });
    const me = await queries.ensureQueryData(meQuery);
    if (me.state !== 'active') throw redirect({ to: '/join' });
    const accounts = await queries.ensureQueryData(accountsQuery);
    if (accounts.length === 0) throw redirect({ to: '/join' });
  },
  component: lazyRouteComponent(() => import('./member.tsx'), 'Member'),
});

/** The four tabs. */
export const tabsRoute = createRoute({
  getParentRoute: () => memberRoute,
  id: 'tabs',
  component: lazyRouteComponent(() => import('./tab-bar.tsx'), 'Tabs'),
});
