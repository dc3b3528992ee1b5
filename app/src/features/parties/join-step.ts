// Where a person who is becoming a customer continues, from what the bank already knows.

import type { Me } from '@sycee/sdk';

import { keptStore } from '../../store.ts';

export type JoinStep = 'identity' | 'card' | 'pin' | 'result' | 'done';

export type JoinState = {
  readonly state: Me['state'];
  readonly hasCard: boolean;
  readonly cardLater: boolean;
  readonly hasAccount: boolean;
};

/** The next step; `done` for a customer with an account. */
export function joinStep({ state, hasCard, cardLater: later, hasAccount }: JoinState): JoinStep {
  if (state === 'identity_needed') return 'identity';
  if (state === 'pin_needed') return hasCard || later ? 'pin' : 'card';
  return hasAccount ? 'done' : 'result';
}

/** Whether the person wants to link a card later. */
export const cardLater = keptStore('sycee.card-later', false, sessionStorage);
