// Which batches the database may take without judging, and how they look to it.

import { describe, expect, test } from 'vitest';
import { plainBatch } from './plain-batch.ts';
import { MAX_ID, NIL_ID } from './status.ts';
import { posting, type NewTransfer } from './transfer.ts';

const id = (number: number): string =>
  `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const move = (number: number, more: Partial<NewTransfer> = {}): NewTransfer => ({
  id: id(number),
  debitAccountId: id(101),
  creditAccountId: id(102),
  amountMinor: 5n,
  ledger: 156,
  code: 4,
  ...more,
});

test('names every account once, and empty columns as null', () => {
  const back = move(2, { debitAccountId: id(102), creditAccountId: id(103), amountMinor: 0n });
  expect(plainBatch([{ transfers: [move(1)] }, { transfers: [back] }])).toEqual({
    accountIds: [id(101), id(102), id(103)],
    ids: [id(1), id(2)],
    debitPlaces: [1, 2],
    creditPlaces: [2, 3],
    amountsMinor: [5n, 0n],
    ledgers: [156, 156],
    codes: [4, 4],
    userData128: null,
    userData64: null,
    userData32: null,
    linked: null,
  });
});

test('carries user data and whole chains', () => {
  const first = move(1, { userData128: id(7), userData64: 8n, flags: { linked: true } });
  const second = move(2, { userData32: 9, userData128: NIL_ID, flags: { pending: false } });
  expect(plainBatch([{ transfers: [first, second] }])).toMatchObject({
    userData128: [id(7), null],
    userData64: [8n, 0n],
    userData32: [0, 9],
    linked: [1, 0],
  });
});

describe('leaves to judging', () => {
  test.each<[string, NewTransfer]>([
    ['what is pending', move(1, { flags: { pending: true } })],
    ['what resolves', posting(id(1), id(2))],
    ['what balances', move(1, { flags: { balancingDebit: true } })],
    ['a chain left open', move(1, { flags: { linked: true } })],
    ['a time-out', move(1, { timeoutSeconds: 1 })],
    ['a pending id', move(1, { pendingId: id(3) })],
    ['parts that are reserved', move(1, { reserved: { timestamp: 1n } })],
    ['no ledger', move(1, { ledger: 0 })],
    ['no code', move(1, { code: 0 })],
    ['one account on both sides', move(1, { creditAccountId: id(101) })],
    ['an id of nothing', move(1, { id: NIL_ID })],
    ['an account of nothing', move(1, { debitAccountId: NIL_ID })],
    ['the largest id', move(1, { creditAccountId: MAX_ID })],
  ])('%s', (_name, one) => {
    expect(plainBatch([{ transfers: [move(9)] }, { transfers: [one] }])).toBeUndefined();
  });

  test('a batch of nothing', () => {
    expect(plainBatch([{ transfers: [] }])).toBeUndefined();
  });
});
