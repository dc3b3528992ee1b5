// The screens of the security centre, and the two ways for whoever cannot sign in as before.

import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';

import { device } from '../../../bank.ts';
import { meQuery } from '../../../queries.ts';
import { memberRoute, rootRoute } from '../../shell/root-route.tsx';

/** For people without a session, or with one that has no account yet. */
export const rescueScreens = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/freeze',
    component: lazyRouteComponent(() => import('./freeze-outside.tsx'), 'FreezeOutside'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/recover',
    beforeLoad: async ({ context: { queries } }) => {
      if (device.load() === undefined) throw redirect({ to: '/sign-in' });
      const me = await queries.ensureQueryData(meQuery);
      if (me.state !== 'identity_needed') throw redirect({ to: '/' });
    },
    component: lazyRouteComponent(() => import('./lost-number.tsx'), 'LostNumber'),
  }),
] as const;

const ways = [
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/security/pin',
    component: lazyRouteComponent(() => import('./change-pin.tsx'), 'ChangePin'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/security/lost-pin',
    component: lazyRouteComponent(() => import('./lost-pin.tsx'), 'LostPin'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/security/passkeys',
    component: lazyRouteComponent(() => import('./passkeys.tsx'), 'Passkeys'),
  }),
] as const;

export const securityScreens = [
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/security',
    component: lazyRouteComponent(() => import('./security.tsx'), 'Security'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/security/devices',
    component: lazyRouteComponent(() => import('./devices.tsx'), 'Devices'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/security/notices',
    component: lazyRouteComponent(() => import('./notices.tsx'), 'Notices'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/security/freeze',
    component: lazyRouteComponent(() => import('./freeze.tsx'), 'Freeze'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/security/phone',
    component: lazyRouteComponent(() => import('./change-phone.tsx'), 'ChangePhone'),
  }),
  ...ways,
] as const;
