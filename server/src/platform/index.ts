// The platform's door: first what every room uses, then what the house is put together from.

export { batchQueue, type Outcome } from './batches/batch-queue.ts';
export { OutcomeUnknown, RunAgain, sqlStateOf } from './database/database.ts';
export type { Database, Ending, Query, Session, Tx } from './database/transaction.ts';
export type { Credentials, StaffAction, StaffDoor } from './http/authentication.ts';
export { tellLive } from './http/live-news.ts';
export { groupedRoute, route, RunApart } from './http/route.ts';
export type { Caller, Client, Locale, Route, StaffCaller } from './http/route.ts';
export { dateSchema, idSchema, instantSchema, moneySchema } from './http/schemas.ts';
export { fileReply, instantView, moneyView, nullable, pageQuery } from './http/schemas.ts';
export { pageSchema, positiveAmountSchema, type FileReply } from './http/schemas.ts';
export { forgetAnswers } from './http/idempotency.ts';
export type { EndOfDayJob } from './jobs/end-of-day.ts';
export { holdIndexes, platformSealed, type SealedFields, type SealedRow } from './keys/index.ts';
export type { NewEvent, OutboxEvent, Subscriber } from './outbox/event.ts';
export { publish, publishAll } from './outbox/publish.ts';
export { signedExchange, type Unclear } from './partners/signed-exchange.ts';
export type { Answer, Exchange, ExchangeOptions } from './partners/signed-exchange.ts';
export type { Secrets } from './security/secrets.ts';
export { openThreads } from './threads/threads.ts';
export { businessDate, BANK_UTC_OFFSET_MINUTES } from './time/business-date.ts';
export type { Worker } from './workers/worker.ts';

export { apiDocumentOf, type ApiDocument } from './api-document.ts';
export { auditBooks } from './audit/audit-books.ts';
export { readConfig, type PartnerSettings } from './config/config.ts';
export { startConfig } from './config/start-config.ts';
export { keyFileSource, readSecretKeys } from './config/key-file.ts';
export type { CheckResult } from './database/checks.ts';
export { readChecks, readMigrations } from './database/migration-files.ts';
export { openPostgres } from './database/open-postgres.ts';
export { openHouse, type House, type Rooms } from './house.ts';
export { dropKey, openKeyWork, rotateKeys, usesOf, type KeyWork } from './keys/index.ts';
export { createLog } from './observe/log.ts';
export { readPublicKey, readSigningKey } from './partners/keys.ts';
export { serverRoot, serverVersion } from './server-root.ts';
export { stopOnSignal } from './stop-on-signal.ts';
export { machineClock } from './time/machine-clock.ts';
