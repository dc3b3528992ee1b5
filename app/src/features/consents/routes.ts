// The screens of the privacy centre, and the last screen after leaving.

import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';

import { device } from '../../bank.ts';
import { memberRoute, rootRoute } from '../shell/root-route.tsx';

/** After leaving there is no session any more. */
export const farewellScreens = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/goodbye',
    beforeLoad: () => {
      if (device.load() !== undefined) throw redirect({ to: '/' });
    },
    component: lazyRouteComponent(() => import('./farewell.tsx'), 'Farewell'),
  }),
] as const;

export const consentsScreens = [
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/privacy',
    component: lazyRouteComponent(() => import('./privacy.tsx'), 'Privacy'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/privacy/consents/$purpose',
    component: lazyRouteComponent(() => import('./consent.tsx'), 'ConsentScreen'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/privacy/receipts',
    component: lazyRouteComponent(() => import('./receipts.tsx'), 'ReceiptsScreen'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/privacy/export',
    component: lazyRouteComponent(() => import('./take-copy.tsx'), 'TakeCopy'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/privacy/name',
    component: lazyRouteComponent(() => import('./correct-name.tsx'), 'CorrectName'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/privacy/biometrics',
    component: lazyRouteComponent(() => import('./biometrics.tsx'), 'BiometricsScreen'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/privacy/biometrics/$kind',
    component: lazyRouteComponent(() => import('./enrol.tsx'), 'Enrol'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/privacy/leave',
    component: lazyRouteComponent(() => import('./leave.tsx'), 'Leave'),
  }),
] as const;
