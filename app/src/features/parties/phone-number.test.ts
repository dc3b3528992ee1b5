// Phone numbers as people type them.

import { expect, test } from 'vitest';

import { fullPhone, groupPhone, phoneDigits } from './phone-number.ts';

test.each([
  ['138 0000 0001', '13800000001'],
  ['+86 138 0000 0001', '13800000001'],
  ['8613800000001', '13800000001'],
  ['138000000019999', '13800000001'],
  ['abc', ''],
])('%s is the number %s', (typed, digits) => {
  expect(phoneDigits(typed)).toBe(digits);
});

test('only a complete mobile number is known to the bank', () => {
  expect(fullPhone('13800000001')).toBe('+8613800000001');
  expect(fullPhone('1380000000')).toBeUndefined();
  expect(fullPhone('12800000001')).toBeUndefined();
});

test('digits are grouped as far as they are typed', () => {
  expect(groupPhone('1380')).toBe('138 0');
  expect(groupPhone('13800000001')).toBe('138 0000 0001');
});
