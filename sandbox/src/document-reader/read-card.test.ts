// From the lines that were read to the fields of a card, with the slips that readers make.

import { expect, test } from 'vitest';

import { isNumberLine, readCard } from './read-card.ts';

const seen = (parts: Partial<Parameters<typeof readCard>[0]>) =>
  readCard({ front: [], digits: '', back: [], ...parts });

test.each([
  ['a clean line', '姓名 林小雨', '林小雨'],
  ['a quote where the gap is', '姓名 ” 林 小 雨', '林小雨'],
  ['a family name of two', '姓 名 ”欧阳 思 远', '欧阳思远'],
  ['a dot in the name', '姓名 迪丽 · 热巴', '迪丽·热巴'],
  ['a label that was not read', '咱 林 小 雨', null],
  ['digits in the name', '姓名 林2雨', null],
  ['one character', '姓名 林', null],
])('the name in %s', (_, line, name) => {
  expect(seen({ front: ['', line, '性别 男'] }).name).toBe(name);
});

test.each([
  ['as it is', '110101199003070070\n', '110101199003070070'],
  ['with an X', '31010419881231001x', '31010419881231001X'],
  ['with gaps', '110101 19900307 0070', '110101199003070070'],
  ['a digit short', '11010119900307007', null],
])('the number %s', (_, digits, number) => {
  expect(seen({ digits }).id_number).toBe(number);
});

test.each([
  ['dots', '有 效 期 限 2016.01.01-2036.01.01', '2036-01-01'],
  ['a long dash', '有效期限 2016.01.01—2026.12.31', '2026-12-31'],
  ['no end', '有效期限 2016.01.01-长期', 'long_term'],
  ['one day only', '有效期限 2016.01.01', null],
])('until when it counts: %s', (_, line, until) => {
  expect(seen({ back: ['签发机关 样本市', line] }).valid_until).toBe(until);
});

test('the line of the number is told by its digits', () => {
  expect(isNumberLine('公民 身份 呈 码 10101199003070070')).toBe(true);
  expect(isNumberLine('出 生 1990 年 12 月 31 日')).toBe(false);
});
