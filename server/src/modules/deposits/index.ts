// The door of deposits: customers' demand accounts, their limits, and the words of their movements.

export type { DemandAccount, Movement } from './account.ts';
export { auditDeposits } from './audit-deposits.ts';
export type { OnItsWay } from './close-account.ts';
export { depositsHolder } from './depositor-data.ts';
export { describe } from './describe.ts';
export { accountsOf, balanceOf, demandAccountOf } from './find-account.ts';
export { holdAccounts, takeAccount, takeAccounts, takeSides } from './find-account.ts';
export { accountJoiningStep } from './joining-step.ts';
export { hearPresence } from './hear-presence.ts';
export { countOutgoing, giveBackOutgoing, incomingRoom, standingsOf } from './limits.ts';
export { afterReceiving, afterSending, exceededBy, type Standing } from './standing.ts';
export { depositsRefusals } from './refusals.ts';
export { noteCard } from './review-class.ts';
export { depositsRoutes } from './routes.ts';
export { depositsSealed } from './sealed-columns.ts';
