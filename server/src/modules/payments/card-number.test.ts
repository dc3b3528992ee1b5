// What is a card number, and how little of it is shown.

import { expect, test } from 'vitest';
import { lastFourOf, passesLuhn, readCardNumber } from './card-number.ts';

test.each([
  ['4539 1488 0343 6467', '4539148803436467'],
  ['4539-1488-0343-6467', '4539148803436467'],
  ['6217000010001234567', undefined],
  ['4539148803436468', undefined],
  ['4539148803436476', undefined],
  ['45391488034', undefined],
  ['', undefined],
  ['000000000000', '000000000000'],
  ['４５３９１４８８０３４３６４６７', undefined],
  ['4539148803436467x', undefined],
  ['12345678901234567890', undefined],
])('%j is read as %s', (typed, number) => {
  expect(readCardNumber(typed)).toBe(number);
});

test('every wrong digit and nearly every swap of neighbours is noticed', () => {
  const number = '4539148803436467';
  for (let place = 0; place < number.length; place++) {
    for (const digit of '0123456789') {
      const changed = number.slice(0, place) + digit + number.slice(place + 1);
      expect(passesLuhn(changed)).toBe(changed === number);
    }
  }
});

test('only the last four digits are shown', () => {
  expect(lastFourOf('4539148803436467')).toBe('6467');
});
