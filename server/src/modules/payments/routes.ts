// All routes of payments.

import type { Route } from '#platform';
import type { PaymentsPorts } from './ports.ts';
import { billRoutes } from './routes-bills.ts';
import { cardRoutes } from './routes-cards.ts';
import { orderRoutes } from './routes-orders.ts';

/** The routes of this module. */
export function paymentsRoutes(ports: PaymentsPorts): Route[] {
  return [...cardRoutes(ports), ...orderRoutes(), ...billRoutes()];
}
