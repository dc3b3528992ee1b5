// The door of parties: people, how they prove who they are, and their sessions.

export { authenticate } from './authenticate.ts';
export { partiesSubscribers, type SendSms } from './deliver-sms.ts';
export { PRESENCE_GIVEN, SESSIONS_ENDED } from './events.ts';
export { joiningRoutes } from './joining/routes-joining.ts';
export type { JoiningStep } from './joining/steps.ts';
export { outgoingRefusal } from './may-pay.ts';
export type { Party } from './party.ts';
export { findPayee } from './find-payee.ts';
export { maskPhone } from './phone.ts';
export { consumeProofs, giveBackProofs } from './prove-pin.ts';
export { partiesRefusals } from './refusals.ts';
export { presenceOf } from './reviews/presence.ts';
export { biometricsRoutes, type BiometricsPorts } from './routes-biometrics.ts';
export { partiesRoutes } from './routes.ts';
export { ANTI_MONEY_LAUNDERING, type Holder } from './holder.ts';
export { forgetClosedJob } from './forget-closed.ts';
export { privacyRoutes } from './routes-privacy.ts';
export { securityRoutes, type SecurityPorts } from './security/routes.ts';
export { httpWatchList } from './screening/http-watch-list.ts';
export { noteSameCard } from './screening/note-twins.ts';
export type { ScreeningPorts, WatchList } from './screening/watch-list.ts';
export { screeningWorkers } from './screening/workers.ts';
export { partiesSealed } from './sealed-columns.ts';
export { identityOf, partiesById, partyById } from './show-party.ts';
