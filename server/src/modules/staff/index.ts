// The door of the staff: who they are, and the cases that two of them decide.

export { admitMember, endKeys, giveKey, renewKey, type NewKey } from './admit-member.ts';
export type { CaseId, CaseKind } from './case.ts';
export { CASE_DECIDED, type CaseDecided } from './events.ts';
export { forgetCases, openCase, runningCases, toldCases, withdrawCases } from './open-case.ts';
export { listMembers } from './list-members.ts';
export { staffRefusals } from './refusals.ts';
export { staffRoutes, type CasePictures } from './routes.ts';
export { staffSealed } from './sealed-columns.ts';
export { staffDoor } from './staff-door.ts';
