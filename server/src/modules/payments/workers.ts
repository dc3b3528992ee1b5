// All workers of payments.

import type { Worker } from '#platform';
import { cardInstructionWorkers } from './carry-out-instructions.ts';
import { expireTransfersWorker } from './expire-transfers.ts';
import type { PaymentsPorts } from './ports.ts';

/** The workers of this module. */
export function paymentsWorkers(ports: PaymentsPorts): Worker[] {
  return [...cardInstructionWorkers(ports), expireTransfersWorker()];
}
