// What the app says about an amount before the bank is asked, at the edges of each limit.

import { cny, wireOf } from '@sycee/kit';
import type { Account } from '@sycee/sdk';
import { expect, test } from 'vitest';

import { roomOf, transferProblem } from './checks.ts';

function allowance(limit: bigint, used: bigint): Account['limits']['outgoing_day'] {
  return {
    limit: wireOf(cny(limit)),
    used: wireOf(cny(used)),
    left: wireOf(cny(limit - used)),
    resets_at: '2026-01-15T16:00:00.000Z',
  };
}

const ACCOUNT = {
  balance: wireOf(cny(1500_00n)),
  available: wireOf(cny(1400_00n)),
  limits: {
    outgoing_day: allowance(2000_00n, 1000_00n),
    outgoing_year: allowance(50_000_00n, 49_100_00n),
    balance_max: wireOf(cny(2000_00n)),
  },
} as Account;

test.each([
  ['up to every limit is fine', 900_00n, undefined],
  ['a fen above the rest of the year', 900_01n, 'more_than_year'],
  ['a fen above the rest of the day', 1000_01n, 'more_than_day'],
  ['a fen above the balance, said first', 1400_01n, 'more_than_available'],
] as const)('%s', (_, amount, kind) => {
  expect(transferProblem(cny(amount), ACCOUNT)?.kind).toBe(kind);
});

test('the room of an account is what its class still allows, and never less than nothing', () => {
  expect(roomOf(ACCOUNT)).toEqual(cny(500_00n));
  expect(roomOf({ ...ACCOUNT, balance: wireOf(cny(2500_00n)) })).toEqual(cny(0n));
  const { limits } = ACCOUNT;
  expect(roomOf({ ...ACCOUNT, limits: { ...limits, balance_max: null } })).toBeUndefined();
});
