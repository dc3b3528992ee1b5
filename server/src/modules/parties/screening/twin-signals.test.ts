// Which signs go before the staff, one row a case.

import { expect, test } from 'vitest';
import { isStrong, type SignalKind } from './twin-signals.ts';

test.each<[string, [SignalKind, string][], boolean]>([
  ['nothing', [], false],
  ['a namesake of the same day', [['same_name_and_birth', 'a']], false],
  [
    'a family on one device',
    [
      ['same_device', 'a'],
      ['same_device', 'b'],
    ],
    false,
  ],
  ['the same card', [['same_card', 'a']], true],
  [
    'a namesake on the same device',
    [
      ['same_name_and_birth', 'a'],
      ['same_device', 'a'],
    ],
    true,
  ],
  [
    'a namesake, and a device of others',
    [
      ['same_name_and_birth', 'a'],
      ['same_device', 'b'],
    ],
    false,
  ],
  ['one id number of another', [['same_id_number', 'a']], false],
  [
    'two id numbers of others',
    [
      ['same_id_number', 'a'],
      ['same_id_number', 'b'],
    ],
    true,
  ],
  ['five people on one device', ['a', 'b', 'c', 'd'].map((other) => ['same_device', other]), true],
])('%s', (_name, signals, strong) => {
  expect(isStrong(signals.map(([kind, other]) => ({ kind, other })))).toBe(strong);
});
