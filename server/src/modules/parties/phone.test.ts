// Which texts are a mobile number, and which are not.

import { expect, test } from 'vitest';
import { maskPhone, parsePhone } from './phone.ts';
import { codeOf } from './testing.ts';

test.each([
  ['+8613800000001'],
  ['13800000001'],
  ['86 138 0000 0001'],
  ['0086-138-0000-0001'],
  ['(+86) 138 0000 0001'],
  ['１３８０００００００１'],
])('%s is a mobile number of mainland China', (typed) => {
  expect(parsePhone(typed)).toBe('+8613800000001');
});

test.each([
  ['', 'nothing'],
  ['1380000000', 'ten digits'],
  ['138000000011', 'twelve digits'],
  ['+1 202 555 0100', 'another country'],
  ['010 6552 9988', 'a landline'],
  ['12800000001', 'no mobile prefix'],
  ['+86138000000O1', 'a letter'],
  ["13800000001' or 1=1", 'something else'],
])('%j is refused: %s', async (typed) => {
  expect(await codeOf((async () => parsePhone(typed))())).toBe('parties.phone_invalid');
});

test.each([
  ['+8613800000001', '138****0001'],
  ['+85291234567', '+852****4567'],
  ['+1234567', '****4567'],
])('%s is shown as %s', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked);
});
