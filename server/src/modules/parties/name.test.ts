// Names: which are kept, which are refused, and how others see them.

import { expect, test } from 'vitest';
import { maskName, parseName } from './name.ts';
import { codeOf } from './testing.ts';

test.each([
  ['林小雨', '*小雨'],
  ['陈浩', '*浩'],
  ['欧阳小雨', '**小雨'],
  ['林', '*'],
  ['阿卜杜拉·买买提', '******买提'],
  ['Lin Xiaoyu', 'L** X****u'],
  ['Chen Hao', 'C*** H**'],
  ['Wang Fang', 'W*** F**g'],
  ["Seán O'Brien", 'S*** O*****n'],
  ['Bo Li', 'B* L*'],
  ['X Y', '* *'],
  ['Madonna', 'M*****a'],
])('%s is shown to others as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

test.each([
  [' 林小雨 ', '林小雨'],
  ['Lin  Xiaoyu', 'Lin Xiaoyu'],
  ['阿卜杜拉•买买提', '阿卜杜拉·买买提'],
  ['Sea\u0301n O’Brien', "Seán O'Brien"],
])('%j is kept as %s', (typed, kept) => {
  expect(parseName(typed)).toBe(kept);
});

test.each([
  ['', 'nothing'],
  ['林', 'one character'],
  ['Lin 2', 'a digit'],
  ['<b>Lin</b>', 'markup'],
  ['林小雨\u0000', 'a zero byte'],
  ['··', 'no letter'],
  ['林小雨😀', 'a picture'],
  ['\u202Eevil', 'a direction mark'],
  ['林'.repeat(51), 'too long'],
])('%j is no name: %s', async (typed) => {
  expect(await codeOf((async () => parseName(typed))())).toBe('parties.name_invalid');
});
