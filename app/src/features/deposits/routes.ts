// The screens of accounts.

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { memberRoute } from '../shell/root-route.tsx';

const one = lazyRouteComponent(() => import('./account.tsx'), 'AccountScreen');

export const depositsScreens = [
  createRoute({ getParentRoute: () => memberRoute, path: '/account', component: one }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/accounts',
    component: lazyRouteComponent(() => import('./accounts.tsx'), 'AccountsScreen'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/accounts/new',
    component: lazyRouteComponent(() => import('./new-account.tsx'), 'NewAccount'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/accounts/move',
    component: lazyRouteComponent(() => import('./move-money.tsx'), 'MoveMoney'),
  }),
  createRoute({ getParentRoute: () => memberRoute, path: '/accounts/$accountId', component: one }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/accounts/$accountId/upgrade',
    component: lazyRouteComponent(() => import('./upgrade.tsx'), 'UpgradeScreen'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/statement',
    validateSearch: ({ account }: Record<string, unknown>) =>
      typeof account === 'string' ? { account } : {},
    component: lazyRouteComponent(() => import('./statement.tsx'), 'StatementScreen'),
  }),
] as const;
