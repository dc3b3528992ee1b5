// The screens of money in motion: the wallet, its ways in and out, bills and cards.

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { memberRoute, tabsRoute } from '../shell/root-route.tsx';
import { readAgainSearch } from './again-search.ts';
import { readBillsSearch } from './bills-search.ts';

export const paymentsTabs = [
  createRoute({
    getParentRoute: () => tabsRoute,
    path: '/wallet',
    component: lazyRouteComponent(() => import('./wallet.tsx'), 'Wallet'),
  }),
] as const;

const moving = [
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/top-up',
    validateSearch: readAgainSearch,
    component: lazyRouteComponent(() => import('./top-up.tsx'), 'TopUp'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/withdraw',
    validateSearch: readAgainSearch,
    component: lazyRouteComponent(() => import('./withdraw.tsx'), 'Withdraw'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/transfer',
    component: lazyRouteComponent(() => import('./choose-payee.tsx'), 'ChoosePayee'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/transfer/$partyId',
    validateSearch: readAgainSearch,
    component: lazyRouteComponent(() => import('./transfer.tsx'), 'Transfer'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/orders/$orderId',
    component: lazyRouteComponent(() => import('./receipt.tsx'), 'Receipt'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/orders/$orderId/result',
    component: lazyRouteComponent(() => import('./order-result.tsx'), 'OrderResult'),
  }),
] as const;

const looking = [
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/bills',
    validateSearch: readBillsSearch,
    component: lazyRouteComponent(() => import('./bills.tsx'), 'Bills'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/bills/$month',
    component: lazyRouteComponent(() => import('./month.tsx'), 'MonthScreen'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/cards',
    component: lazyRouteComponent(() => import('./cards.tsx'), 'Cards'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/cards/new',
    component: lazyRouteComponent(() => import('./new-card.tsx'), 'NewCard'),
  }),
] as const;

export const paymentsScreens = [...moving, ...looking] as const;
