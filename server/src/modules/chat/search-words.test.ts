// By which words a text is found.

import { describe, expect, test } from 'vitest';
import { questionOf, wordsOf } from './search-words.ts';

describe('a text is found by', () => {
  test.each([
    ['its words in lower case', 'Hello, World!', ['hello', 'world']],
    ['characters and pairs of Chinese', '你好吗', ['你', '好', '吗', '你好', '好吗']],
    ['both, mixed', '买2杯latte吧', ['买', '2', '杯', 'latte', '吧']],
    ['full-width letters as plain ones', 'ＡＢＣ', ['abc']],
    ['nothing in signs alone', '…!? 🎉', []],
  ])('%s', (_name, text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('a bounded number of bounded words', () => {
    const words = wordsOf(`${'x'.repeat(3_000)} ${'一二三四五六七八九十'.repeat(200)}`);
    expect(Math.max(...words.map((word) => word.length))).toBeLessThanOrEqual(64);
  });
});

describe('a question asks for', () => {
  test.each([
    ['the beginning of its last word', 'hello wor', { words: ['hello'], begins: ['wor'] }],
    ['pairs of Chinese', '你好吗', { words: ['你好', '好吗'], begins: [] }],
    ['one character', '你', { words: ['你'], begins: [] }],
    ['nothing', ' ?! ', undefined],
  ])('%s', (_name, text, expected) => {
    expect(questionOf(text)).toEqual(expected);
  });
});
