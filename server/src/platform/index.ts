// The platform's door: what every room may use.

export type { Database, Query, Tx } from './database/transaction.ts';
export type { Authenticate, ConsumeProof, Credentials } from './http/authentication.ts';
export { route, type Caller, type Client, type Locale, type Route } from './http/route.ts';
export {
  dateSchema,
  fileReply,
  idSchema,
  instantSchema,
  instantView,
  moneySchema,
  moneyView,
  nullable,
  pageQuery,
  pageSchema,
  positiveAmountSchema,
  type FileReply,
} from './http/schemas.ts';
export type { NewEvent, OutboxEvent, Subscriber } from './outbox/event.ts';
export { publish } from './outbox/publish.ts';
export type { Secrets } from './security/secrets.ts';
export { businessDate, BANK_UTC_OFFSET_MINUTES } from './time/business-date.ts';
export type { Worker } from './workers/worker.ts';
