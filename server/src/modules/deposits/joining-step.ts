// What deposits knows of somebody who is joining: whether there is an account yet.

import type { JoiningStep } from '#parties';
import { demandAccountOf } from './find-account.ts';

/** The last step of joining: an account is open. */
export const accountJoiningStep: JoiningStep = {
  step: 'account',
  isDone: async (tx, partyId) => (await demandAccountOf(tx, partyId)) !== undefined,
};
