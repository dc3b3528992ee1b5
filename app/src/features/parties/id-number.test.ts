// The feedback on a resident id number while it is typed.

import { expect, test } from 'vitest';

import { idNumberState, tidyIdNumber } from './id-number.ts';

test.each([
  ['11010519491231002X', 'right'],
  ['440524188001010014', 'right'],
  ['110105194912310021', 'wrong_check'],
  ['11010519491331002X', 'wrong_date'],
  ['11010519490229002X', 'wrong_date'],
  ['1101051949X231002X', 'wrong_check'],
  ['11010519491231002', 'incomplete'],
  ['', 'incomplete'],
])('%s is %s', (number, state) => {
  expect(idNumberState(number)).toBe(state);
});

test('spaces, small letters and anything too long are tidied away', () => {
  expect(tidyIdNumber(' 110105 19491231 002x 99')).toBe('11010519491231002X');
});
