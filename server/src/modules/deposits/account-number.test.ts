// Account numbers, judged by a Luhn check written apart from them.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountNumber, groupedNumber } from './account-number.ts';

test('an account number is prefix, serial and check digit', () => {
  expect(accountNumber(100_001n)).toBe('6231990000001000014');
  expect(groupedNumber('6231990000001000014')).toBe('6231 9900 0000 1000 014');
});

test('every serial gives another number of 19 digits that passes the Luhn check', () => {
  const serial = fc.bigInt({ min: 0n, max: 999_999_999_999n });
  fc.assert(
    fc.property(serial, serial, (one, other) => {
      const number = accountNumber(one);
      expect(number).toMatch(/^\d{19}$/);
      expect(luhn(number)).toBe(0);
      expect(accountNumber(other) === number).toBe(one === other);
    }),
  );
});

test('a mistyped digit does not pass', () => {
  const number = accountNumber(4711n);
  fc.assert(
    fc.property(fc.nat(18), fc.integer({ min: 1, max: 9 }), (place, step) => {
      const digit = (Number(number[place]) + step) % 10;
      expect(luhn(number.slice(0, place) + digit + number.slice(place + 1))).not.toBe(0);
    }),
  );
});

function luhn(number: string): number {
  const digits = Array.from(number, Number).toReversed();
  const values = digits.map((digit, place) => (place % 2 === 1 ? digit * 2 : digit));
  return values.reduce((sum, value) => sum + (value > 9 ? value - 9 : value), 0) % 10;
}
