// Amounts as people see them, exact however large.

import { cny } from '@sycee/kit';
import { describe, expect, test } from 'vitest';

import { amountParts, amountText } from './amounts.ts';

test.each([
  [cny(123456n), 'en', 'none', '¥1,234.56'],
  [cny(123456n), 'zh', 'in', '+¥1,234.56'],
  [cny(5n), 'en', 'out', '−¥0.05'],
  [cny(-5n), 'zh', 'none', '−¥0.05'],
  [cny(9_007_199_254_740_993n), 'en', 'none', '¥90,071,992,547,409.93'],
] as const)('%o in %s, %s, reads %s', (money, language, sign, text) => {
  expect(amountText(money, language, sign)).toBe(text);
});

describe('the parts of an amount', () => {
  test('are exact beyond what a float holds', () => {
    expect(amountParts(cny(9_007_199_254_740_993n), 'zh', 'in')).toEqual({
      sign: '+',
      symbol: '¥',
      whole: '90,071,992,547,409',
      fraction: '.93',
    });
  });
});
