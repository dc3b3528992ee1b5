// Where a person who is becoming a customer continues, on this device or another.

import type { Joining } from '@sycee/sdk';
import { expect, test, vi } from 'vitest';

vi.mock('../../bank.ts', () => ({ bank: {} }));
const { joinScreen, mayShow } = await import('./joining.ts');

type Next = Joining['next'];

function joining(next: Next, account: 'open' | 'done' | 'waiting_for_review' = 'open') {
  return { next, steps: [{ step: 'account', state: account, optional: false }] as const };
}

test.each([
  ['consents', 'open', 'consents'],
  ['document', 'open', 'document'],
  ['identity', 'open', 'identity'],
  ['card', 'open', 'card'],
  ['voice', 'open', 'voice'],
  ['face', 'open', 'face'],
  ['pin', 'open', 'pin'],
  ['passkey', 'open', 'passkey'],
  ['account', 'open', 'result'],
  [null, 'waiting_for_review', 'result'],
  [null, 'done', 'done'],
  ['passkey', 'done', 'done'],
] as const)('when %s is next and the account is %s, the screen is %s', (next, account, screen) => {
  const { steps } = joining(next, account);
  expect(joinScreen({ next, steps: [...steps] })).toBe(screen);
});

test.each([
  ['identity', 'identity', true],
  ['document', 'identity', true],
  ['identity', 'document', true],
  ['card', 'document', false],
  ['document', 'card', false],
  ['pin', 'card', false],
  ['result', 'done', true],
  ['pin', 'done', false],
] as const)('the screen %s may be opened while %s is next: %s', (screen, next, may) => {
  expect(mayShow(screen, next)).toBe(may);
});
