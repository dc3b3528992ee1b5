// The screens of chat.

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { tabsRoute } from '../shell/root-route.tsx';

export const chatTabs = [
  createRoute({
    getParentRoute: () => tabsRoute,
    path: '/chats',
    component: lazyRouteComponent(() => import('./chats.tsx'), 'Chats'),
  }),
] as const;
