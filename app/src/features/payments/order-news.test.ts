// Which changes of an order are worth a word, one row each.

import type { Order } from '@sycee/sdk';
import { expect, test } from 'vitest';

import { newsSince } from './order-news.ts';

type Row = [
  title: string,
  before: Order['state'] | undefined,
  order: Pick<Order, 'kind' | 'direction' | 'state'>,
  word: string | undefined,
];

const ROWS: Row[] = [
  [
    'money arrives',
    undefined,
    { kind: 'transfer', direction: 'in', state: 'succeeded' },
    'notice_received',
  ],
  [
    'money waits',
    undefined,
    { kind: 'transfer', direction: 'in', state: 'awaiting_acceptance' },
    'notice_waiting',
  ],
  [
    'one has just sent',
    undefined,
    { kind: 'transfer', direction: 'out', state: 'succeeded' },
    undefined,
  ],
  [
    'one has just topped up',
    undefined,
    { kind: 'top_up', direction: 'in', state: 'processing' },
    undefined,
  ],
  [
    'a top-up is confirmed',
    'processing',
    { kind: 'top_up', direction: 'in', state: 'succeeded' },
    'notice_done',
  ],
  [
    'a withdrawal fails',
    'processing',
    { kind: 'withdrawal', direction: 'out', state: 'failed' },
    'notice_failed',
  ],
  [
    'the payee accepts',
    'awaiting_acceptance',
    { kind: 'transfer', direction: 'out', state: 'succeeded' },
    'notice_accepted',
  ],
  [
    'the payee returns it',
    'awaiting_acceptance',
    { kind: 'transfer', direction: 'out', state: 'returned' },
    'notice_sent_back',
  ],
  [
    'one has accepted',
    'awaiting_acceptance',
    { kind: 'transfer', direction: 'in', state: 'succeeded' },
    undefined,
  ],
  [
    'nothing changed',
    'succeeded',
    { kind: 'transfer', direction: 'in', state: 'succeeded' },
    undefined,
  ],
];

test.each(ROWS)('when %s, the right words are said', (_, before, order, word) => {
  const id = 'pay_1' as const;
  const seen = new Map(before === undefined ? [] : [[id, before]]);
  expect(newsSince(seen, [{ id, ...order }])?.word).toBe(word);
});
