// The life of an order: every pair of states, so that a new way is a decision and not an accident.

import { expect, test } from 'vitest';
import { mayFollow, type OrderState } from './order-states.ts';

const STATES: OrderState[] = [
  'processing',
  'awaiting_acceptance',
  'succeeded',
  'failed',
  'returned',
  'expired',
];

const ALLOWED = [
  'processing > succeeded',
  'processing > failed',
  'awaiting_acceptance > succeeded',
  'awaiting_acceptance > returned',
  'awaiting_acceptance > expired',
];

test('only the drawn ways exist', () => {
  const ways = STATES.flatMap((from) =>
    STATES.filter((to) => mayFollow(from, to)).map((to) => `${from} > ${to}`),
  );
  expect(ways).toEqual(ALLOWED);
});
