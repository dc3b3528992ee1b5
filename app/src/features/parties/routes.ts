// The screens of a person: coming in, becoming a customer, and staying safe.

import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';

import { device } from '../../bank.ts';
import { meQuery } from '../../queries.ts';
import { memberRoute, rootRoute } from '../shell/root-route.tsx';
import { joiningQuery, joinScreen, mayShow } from './joining.ts';

const guest = () => {
  if (device.load() !== undefined) throw redirect({ to: '/' });
};

const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join',
  beforeLoad: async ({ context: { queries }, location }) => {
    if (device.load() === undefined) throw redirect({ to: '/welcome' });
    // Asked anew each time: what this device kept may be a step behind.
    const [joining] = await Promise.all([
      queries.fetchQuery(joiningQuery),
      queries.fetchQuery({ ...meQuery, staleTime: 0 }),
    ]);
    const next = joinScreen(joining);
    if (mayShow(location.pathname.replace('/join/', ''), next)) return;
    throw redirect({ to: next === 'done' ? '/wallet' : `/join/${next}` });
  },
});

export const joiningScreens = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/welcome',
    beforeLoad: guest,
    component: lazyRouteComponent(() => import('./welcome.tsx'), 'Welcome'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/sign-in',
    beforeLoad: guest,
    component: lazyRouteComponent(() => import('./phone-entry.tsx'), 'PhoneEntry'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/sign-in/code',
    beforeLoad: guest,
    component: lazyRouteComponent(() => import('./code-entry.tsx'), 'CodeEntry'),
  }),
  joinRoute.addChildren([
    createRoute({
      getParentRoute: () => joinRoute,
      path: '/consents',
      component: lazyRouteComponent(() => import('./join-consents.tsx'), 'JoinConsents'),
    }),
    createRoute({
      getParentRoute: () => joinRoute,
      path: '/document',
      component: lazyRouteComponent(() => import('./join-document.tsx'), 'JoinDocument'),
    }),
    createRoute({
      getParentRoute: () => joinRoute,
      path: '/identity',
      component: lazyRouteComponent(() => import('./identity-entry.tsx'), 'IdentityEntry'),
    }),
    createRoute({
      getParentRoute: () => joinRoute,
      path: '/card',
      component: lazyRouteComponent(() => import('./join-card.tsx'), 'JoinCard'),
    }),
    createRoute({
      getParentRoute: () => joinRoute,
      path: '/voice',
      component: lazyRouteComponent(() => import('./join-voice.tsx'), 'JoinVoice'),
    }),
    createRoute({
      getParentRoute: () => joinRoute,
      path: '/face',
      component: lazyRouteComponent(() => import('./join-face.tsx'), 'JoinFace'),
    }),
    createRoute({
      getParentRoute: () => joinRoute,
      path: '/pin',
      component: lazyRouteComponent(() => import('./set-pin.tsx'), 'SetPin'),
    }),
    createRoute({
      getParentRoute: () => joinRoute,
      path: '/passkey',
      component: lazyRouteComponent(() => import('./join-passkey.tsx'), 'JoinPasskey'),
    }),
    createRoute({
      getParentRoute: () => joinRoute,
      path: '/result',
      component: lazyRouteComponent(() => import('./join-result.tsx'), 'JoinResult'),
    }),
  ]),
] as const;

export const partiesScreens = [
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/settings/profile',
    component: lazyRouteComponent(() => import('./profile.tsx'), 'Profile'),
  }),
] as const;
