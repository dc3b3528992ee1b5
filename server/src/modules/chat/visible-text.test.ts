// Names and messages show what they are, and nothing in them disguises the rest.

import { Refusal } from '@sycee/kit';
import { describe, expect, test } from 'vitest';
import { readLine, readName, readWords } from './visible-text.ts';

const refused = (read: () => string): string | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};

describe('a name', () => {
  test.each([
    ['is kept', '小雨', '小雨'],
    ['loses spaces around and doubled', '  Lin   Xiaoyu ', 'Lin Xiaoyu'],
    ['loses what is not seen', '小\u200B雨\uFEFF', '小雨'],
    ['loses what turns direction', '\u202Eyb diap\u202C', 'yb diap'],
    ['keeps a joined emoji', '👩\u200D🚀', '👩\u200D🚀'],
    ['loses a joiner at its end', '小雨\u200D', '小雨'],
    ['is composed', 'Zoe\u0308', 'Zoë'],
    ['loses hidden tags', `小雨${String.fromCodePoint(0xe0041)}`, '小雨'],
    ['is text, not markup', '<b>x</b>', '<b>x</b>'],
    ['cannot be empty', '', undefined],
    ['cannot be of what is not seen', '\u200B\u200D\u2060', undefined],
    ['cannot be too long', '长'.repeat(21), undefined],
    ['may be as long as allowed', '👩'.repeat(20), '👩'.repeat(20)],
    ['has no control signs', 'a\u0007b', undefined],
    ['has no half characters', 'a\uD800', undefined],
  ])('%s', (_name, text, expected) => {
    expect(refused(() => readName(text, 20))).toBe(expected);
  });
});

describe('a message', () => {
  test.each([
    ['keeps its lines', 'one\r\ntwo\n\nthree', 'one\ntwo\n\nthree'],
    ['loses empty lines around it', '\n hello \n', 'hello'],
    ['has no control signs', 'a\u0000b', undefined],
    ['cannot be empty', ' \n ', undefined],
  ])('%s', (_name, text, expected) => {
    expect(refused(() => readWords(text, 100))).toBe(expected);
  });
});

test('a hello may be empty', () => {
  expect([readLine(' ', 60), readLine('hi', 60)]).toEqual(['', 'hi']);
  expect(refused(() => readLine('x'.repeat(61), 60))).toBeUndefined();
});
