// What payments knows of somebody who is joining: whether a card of another bank is linked.

import type { JoiningStep } from '#parties';
import { boundCards } from './store-cards.ts';

/** The step of the card. */
export const cardJoiningStep: JoiningStep = {
  step: 'card',
  isDone: async (tx, partyId) => (await boundCards(tx, partyId)).length > 0,
};
