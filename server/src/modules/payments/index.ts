// The door of payments: cards of other banks, and money in, out, and between customers.

import type { Worker } from '#platform';
import { cardInstructionWorkers } from './carry-out-instructions.ts';
import { expireTransfersWorker } from './expire-transfers.ts';
import type { PaymentsPorts } from './ports.ts';

export type { CardBank } from './card-bank.ts';
export { httpCardBank } from './http-card-bank.ts';
export type { PaymentsPorts } from './ports.ts';
export { paymentsRefusals } from './refusals.ts';
export { paymentsRoutes } from './routes.ts';

/** The workers of this module. */
export function paymentsWorkers(ports: PaymentsPorts): Worker[] {
  return [...cardInstructionWorkers(ports), expireTransfersWorker()];
}
