// The screens of the account.

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { memberRoute } from '../shell/root-route.tsx';

export const depositsScreens = [
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/account',
    component: lazyRouteComponent(() => import('./account.tsx'), 'AccountScreen'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/statement',
    component: lazyRouteComponent(() => import('./statement.tsx'), 'StatementScreen'),
  }),
] as const;
