// Which PINs are too easy to guess.

import { expect, test } from 'vitest';
import { isWeakPin } from './pin-rules.ts';

const owner = { idNumber: '110105199003074316', phone: '+8613857290461' };

test.each([
  ['000000', 'one digit'],
  ['888888', 'one digit'],
  ['123456', 'a run up'],
  ['654321', 'a run down'],
  ['789012', 'a run round the corner'],
  ['109876', 'a run down round the corner'],
  ['121212', 'a pair repeated'],
  ['123123', 'three repeated'],
  ['520520', 'three repeated'],
  ['112233', 'pairs'],
  ['111222', 'triples'],
  ['520131', 'popular'],
  ['147258', 'popular'],
  ['900307', 'the birthday'],
  ['070390', 'the birthday, day first'],
  ['030790', 'the birthday, month first'],
  ['199003', 'year and month of birth'],
  ['031990', 'month and year of birth'],
  ['074316', 'the end of the id number'],
  ['110105', 'the start of the id number'],
  ['290461', 'the end of the phone number'],
  ['138572', 'the start of the phone number'],
])('%s is weak: %s', (pin) => {
  expect(isWeakPin(pin, owner)).toBe(true);
});

test.each(['246810', '135792', '730914', '404041', '998001'])('%s is good enough', (pin) => {
  expect(isWeakPin(pin, owner)).toBe(false);
});

test('fewer than one PIN in a hundred is refused, so that choice is not narrowed much', () => {
  const all = Array.from({ length: 1_000_000 }, (_, number) => String(number).padStart(6, '0'));
  const weak = all.filter((pin) => isWeakPin(pin, owner)).length;
  expect(weak).toBeGreaterThan(1000);
  expect(weak).toBeLessThan(10_000);
});
