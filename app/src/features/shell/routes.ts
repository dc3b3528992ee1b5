// The screens of the shell.

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { memberRoute, tabsRoute } from './root-route.tsx';

export const shellTabs = [
  createRoute({
    getParentRoute: () => tabsRoute,
    path: '/discover',
    component: lazyRouteComponent(() => import('./discover.tsx'), 'Discover'),
  }),
  createRoute({
    getParentRoute: () => tabsRoute,
    path: '/me',
    component: lazyRouteComponent(() => import('./me.tsx'), 'MeTab'),
  }),
] as const;

export const shellScreens = [
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/settings/about',
    component: lazyRouteComponent(() => import('./about.tsx'), 'About'),
  }),
] as const;
