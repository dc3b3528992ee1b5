// Which spellings are of one person.

import { expect, test } from 'vitest';

import { isSameName, nameKeys } from './names.ts';

test.each([
  ['司徒玄夜', 'Situ Xuanye', true],
  ['司徒玄夜', 'XUANYE SITU', true],
  ['司徒玄夜', 'si tu xuan ye', true],
  ['司徒 玄夜', '司徒玄夜', true],
  ['吕布', 'Lü Bu', true],
  ['张伟明', 'Zhang Wei-Ming', true],
  ['张伟明', 'Weiming Zhang', true],
  ['单雄信', 'Shan Xiongxin', true],
  ['张伟明', 'Zhang Weimin', false],
  ['张伟明', '张明伟', false],
  // The same sounds in other characters: too near to let pass unseen.
  ['张伟明', '章伟明', true],
  ['Casimir Völkenrath', 'casimir volkenrath', true],
  ['Casimir Völkenrath', 'VOLKENRATH, Casimir', true],
  ['Aurelio Santángel de la Bruma', 'Aurelio Santangel de la Bruma', true],
  ['Casimir Völkenrath', 'Casimir', false],
  ['Ｃａｓｉｍｉｒ Ｖölkenrath', 'Casimir Volkenrath', true],
  ['阿依古丽·买买提', '阿依古丽买买提', true],
  ['123', '456', false],
])('%s and %s: %s', (one, other, same) => {
  expect(isSameName(nameKeys(one), nameKeys(other))).toBe(same);
  expect(isSameName(nameKeys(other), nameKeys(one))).toBe(same);
});
