// What is told about the classes of accounts, and what of a move is known to be too much.

import { cny, wireOf } from '@sycee/kit';
import type { Account } from '@sycee/sdk';
import { expect, test } from 'vitest';

import { nameProblem } from './account-name.ts';
import { classNews } from './class-news.ts';
import { moveProblem } from './move-problem.ts';

const account = (state: { class: 'II' | 'III'; limited?: boolean }, id = 'acct_1') =>
  ({ id, limited: false, ...state }) as unknown as Account;

test.each([
  ['a raised account is news', { class: 'III' }, { class: 'II' }, 'class'],
  ['lower limits are news', { class: 'II' }, { class: 'II', limited: true }, 'limited'],
  ['so is their end', { class: 'II', limited: true }, { class: 'II' }, 'freed'],
  ['what stays is none', { class: 'II' }, { class: 'II' }, undefined],
] as const)('%s', (_, before, now, what) => {
  const seen = new Map([[account(before).id, account(before)]]);
  expect(classNews(seen, [account(now)])?.what).toBe(what);
});

test('an account that was just opened is no news', () => {
  expect(classNews(new Map(), [account({ class: 'II' })])).toBeUndefined();
});

const left = (fen: bigint) => ({ left: wireOf(cny(fen)) });
const side = (terms: { class: 'II' | 'III'; room?: bigint; available?: bigint }) =>
  ({
    class: terms.class,
    limited: false,
    available: wireOf(cny(terms.available ?? 500_00n)),
    limits: {
      outgoing_day: left(100_00n),
      outgoing_year: left(300_00n),
      balance_left: terms.room === undefined ? null : wireOf(cny(terms.room)),
    },
  }) as unknown as Account;

test.each([
  ['class II moves what it has', side({ class: 'II' }), side({ class: 'II' }), 500_00n, undefined],
  ['and no more', side({ class: 'II' }), side({ class: 'II' }), 500_01n, 'more_than_available'],
  ['class III moves its day', side({ class: 'III' }), side({ class: 'II' }), 100_00n, undefined],
  ['and no more', side({ class: 'III' }), side({ class: 'II' }), 100_01n, 'more_than_day'],
  [
    'a purse takes its room',
    side({ class: 'II' }),
    side({ class: 'III', room: 70_00n }),
    70_01n,
    'more_than_room',
  ],
])('%s', (_, from, to, fen, kind) => {
  expect(moveProblem(cny(fen), from, to)?.kind).toBe(kind);
});

test.each([
  ['Travel', false],
  ['旅'.repeat(20), false],
  ['旅'.repeat(21), true],
  ['   ', true],
  ['a\tb', true],
])('the name %j is a problem: %s', (name, isProblem) => {
  expect(nameProblem(name)).toBe(isProblem);
});
