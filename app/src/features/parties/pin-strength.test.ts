// Which PINs the app itself calls weak.

import { expect, test } from 'vitest';

import { pinWeakness } from './pin-strength.ts';

test.each([
  ['123456', 'run'],
  ['987654', 'run'],
  ['000000', 'repeat'],
  ['121212', 'repeat'],
  ['123123', 'repeat'],
  ['246810', undefined],
  ['190384', undefined],
])('%s is weak as a %s', (pin, weakness) => {
  expect(pinWeakness(pin)).toBe(weakness);
});
