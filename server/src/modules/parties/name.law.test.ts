// What masks promise to hide, for any name and phone.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskName } from './name.ts';
import { maskPhone } from './phone.ts';

const han = fc
  .array(fc.constantFrom(...'林小雨陈浩王芳欧阳买提吐逊'), { minLength: 1, maxLength: 12 })
  .map((letters) => letters.join(''));
const word = fc
  .array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzéñ'), { minLength: 1, maxLength: 12 })
  .map((letters) => letters.join(''));
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((list) => list.join(' '));

test('a Chinese name shows at most its last two characters, and never its first', () => {
  fc.assert(
    fc.property(han, (name) => {
      const masked = maskName(name);
      expect([...masked]).toHaveLength([...name].length);
      expect(masked.startsWith('*')).toBe(true);
      expect(masked.replaceAll('*', '').length).toBeLessThanOrEqual(2);
      expect(name.endsWith(masked.replaceAll('*', ''))).toBe(true);
    }),
  );
});

test('another name shows one letter a word, one more of the last, and never a whole word', () => {
  fc.assert(
    fc.property(words, (name) => {
      const [parts, masked] = [name.split(' '), maskName(name).split(' ')];
      expect(masked.map((part) => part.length)).toEqual(parts.map((part) => part.length));
      for (const [index, part] of masked.entries()) {
        const shown = part.replaceAll('*', '').length;
        expect(shown).toBeLessThanOrEqual(index === masked.length - 1 ? 2 : 1);
        expect(part).toContain('*');
      }
    }),
  );
});

test('a phone shows three digits in front and four behind', () => {
  fc.assert(
    fc.property(fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }), (number) => {
      const masked = maskPhone(`+86${number}`);
      expect(masked).toBe(`${String(number).slice(0, 3)}****${String(number).slice(7)}`);
    }),
  );
});
