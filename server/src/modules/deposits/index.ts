// The door of deposits: customers' demand accounts, their limits, and the words of their movements.

export type { DemandAccount, Movement } from './account.ts';
export { auditDeposits } from './audit-deposits.ts';
export { describe } from './describe.ts';
export { balanceOf, demandAccountOf, lockDemandAccounts } from './find-account.ts';
export { giveBackOutgoing, incomingRoom, setAccountClass, takeOutgoing } from './limits.ts';
export { depositsRefusals } from './refusals.ts';
export { depositsRoutes } from './routes.ts';
