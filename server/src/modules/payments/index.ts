// The door of payments: cards of other banks, and money in, out, and between customers.

export { auditPayments } from './audit-payments.ts';
export type { CardBank } from './card-bank.ts';
export { httpCardBank } from './http-card-bank.ts';
export { cardJoiningStep } from './joining-step.ts';
export { paymentsHolder } from './payer-data.ts';
export type { PaymentsPorts } from './ports.ts';
export { paymentsRefusals } from './refusals.ts';
export { paymentsRoutes } from './routes.ts';
export { paymentsSealed } from './sealed-columns.ts';
export { onItsWay } from './on-its-way.ts';
export { paymentsWorkers } from './workers.ts';
