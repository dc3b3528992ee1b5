// Where a person who is becoming a customer continues.

import { expect, test, vi } from 'vitest';

vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => undefined });
const { joinStep } = await import('./join-step.ts');

test.each([
  ['identity_needed', false, false, false, 'identity'],
  ['pin_needed', false, false, false, 'card'],
  ['pin_needed', true, false, false, 'pin'],
  ['pin_needed', false, true, false, 'pin'],
  ['active', false, true, false, 'result'],
  ['active', true, false, true, 'done'],
] as const)(
  'a person who is %s (card %s, later %s, account %s) goes on with %s',
  (state, hasCard, cardLater, hasAccount, step) => {
    expect(joinStep({ state, hasCard, cardLater, hasAccount })).toBe(step);
  },
);
