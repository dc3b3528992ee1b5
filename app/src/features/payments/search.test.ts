// What screens read from an address that anybody may have written.

import { expect, test } from 'vitest';

import { readAgainSearch } from './again-search.ts';
import { partsInUse, readBillsSearch, withoutGaps } from './bills-search.ts';

test('the bills read from an address only what they know', () => {
  const search = {
    q: 138,
    kind: 'transfer',
    direction: 'sideways',
    from: '2026-01-01',
    to: 'soon',
  };
  const filter = readBillsSearch(search);
  expect(filter).toEqual({ q: '138', kind: 'transfer', from: '2026-01-01' });
  expect(partsInUse(filter)).toBe(2);
});

test('a filter that is taken away leaves no trace in the address', () => {
  expect(withoutGaps({ q: '', kind: undefined, state: 'failed' })).toEqual({ state: 'failed' });
});

test('an order is given again only with what a person could have typed', () => {
  expect(readAgainSearch({ amount: 12.5, note: 'tea' })).toEqual({ amount: '12.5', note: 'tea' });
  expect(readAgainSearch({ amount: '-1', note: {} })).toEqual({});
  expect(readAgainSearch({ amount: '1e9' })).toEqual({});
});
