// The map of the app: every feature brings its own routes; the code of a screen loads when it is
// first opened.

import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, redirect } from '@tanstack/react-router';

import { chatTabs } from './features/chat/routes.ts';
import { consentsScreens, farewellScreens } from './features/consents/routes.ts';
import { depositsScreens } from './features/deposits/routes.ts';
import { rescueScreens, securityScreens } from './features/parties/security/routes.ts';
import { joiningScreens, partiesScreens } from './features/parties/routes.ts';
import { paymentsScreens, paymentsTabs } from './features/payments/routes.ts';
import { memberRoute, rootRoute, tabsRoute } from './features/shell/root-route.tsx';
import { shellScreens, shellTabs } from './features/shell/routes.ts';

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/wallet', replace: true });
  },
});

const routeTree = rootRoute.addChildren([
  indexRoute,
  ...joiningScreens,
  ...farewellScreens,
  ...rescueScreens,
  memberRoute.addChildren([
    tabsRoute.addChildren([...chatTabs, ...paymentsTabs, ...shellTabs]),
    ...partiesScreens,
    ...consentsScreens,
    ...securityScreens,
    ...depositsScreens,
    ...paymentsScreens,
    ...shellScreens,
  ]),
]);

/** Makes the router over a cache of reads. */
export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- merged by the router
  interface Register {
    router: AppRouter;
  }
}
