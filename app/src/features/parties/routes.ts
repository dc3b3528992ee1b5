// The screens of a person: coming in, becoming a customer, and staying safe.

import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';

import { device } from '../../bank.ts';
import { accountsQuery, cardsQuery, meQuery } from '../../queries.ts';
import { memberRoute, rootRoute } from '../shell/root-route.tsx';
import { cardLater, joinStep } from './join-step.ts';

const guest = () => {
  if (device.load() !== undefined) throw redirect({ to: '/' });
};

const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join',
  beforeLoad: async ({ context: { queries }, location }) => {
    if (device.load() === undefined) throw redirect({ to: '/welcome' });
    // Asked anew each time: what this device kept may be a step behind.
    const me = await queries.fetchQuery({ ...meQuery, staleTime: 0 });
    const cards =
      me.state === 'pin_needed' ? await queries.fetchQuery({ ...cardsQuery, staleTime: 0 }) : [];
    const accounts =
      me.state === 'active' ? await queries.fetchQuery({ ...accountsQuery, staleTime: 0 }) : [];
    const step = joinStep({
      state: me.state,
      hasCard: cards.length > 0,
      cardLater: cardLater.get(),
      hasAccount: accounts.length > 0,
    });
    // The result may stay on the screen after the account is open.
    const staying = step === 'done' && location.pathname === '/join/result';
    if (step === 'done' && !staying) throw redirect({ to: '/wallet' });
    if (step !== 'done' && location.pathname !== `/join/${step}`) {
      throw redirect({ to: `/join/${step}` });
    }
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
      path: '/pin',
      component: lazyRouteComponent(() => import('./set-pin.tsx'), 'SetPin'),
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
