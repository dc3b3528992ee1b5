// The door of deposits: customers' demand accounts, their limits, and the words of their movements.

export type { DemandAccount, Movement } from './account.ts';
export { auditDeposits } from './audit-deposits.ts';
export { depositsHolder } from './depositor-data.ts';
export { accountJoiningStep } from './joining-step.ts';
export { describe } from './describe.ts';
export { balanceOf, demandAccountOf, lockDemandAccounts, takeSides } from './find-account.ts';
export { countOutgoing, giveBackOutgoing, incomingRoom } from './limits.ts';
export { setAccountClass, standingsOf } from './limits.ts';
export { afterReceiving, afterSending, exceededBy, type Standing } from './standing.ts';
export { depositsRefusals } from './refusals.ts';
export { depositsRoutes } from './routes.ts';
export { depositsSealed } from './sealed-columns.ts';
