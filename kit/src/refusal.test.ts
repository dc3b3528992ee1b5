// How a no is said: the texts with their facts, and the closed table that it comes from.

import { describe, expect, test } from 'vitest';

import { fillText, Refusal, refusing } from './refusal.ts';

const refuse = refusing({
  'cards.too_many': { kind: 'conflict', en: 'At most {most} cards.', zh: '最多 {most} 张卡。' },
});

describe('refusals', () => {
  test('carry their code, facts and text', () => {
    const refusal = refuse('cards.too_many', { most: 5 });
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({
      code: 'cards.too_many',
      facts: { most: 5 },
      message: 'At most 5 cards.',
      definition: { kind: 'conflict' },
    });
  });

  test.each([
    ['a place', '{a} left', { a: 3 }, '3 left'],
    ['zero and false are facts', '{a} {b}', { a: 0, b: false }, '0 false'],
    ['a place twice', '{a}{a}', { a: 'x' }, 'xx'],
    ['a place without a fact stays', '{a} left', {}, '{a} left'],
    ['what every object has is no fact', '{constructor}', {}, '{constructor}'],
    ['a fact is not filled again', '{a}', { a: '{b}', b: 1 }, '{b}'],
    ['a fact with a dollar sign', '{a}', { a: "$&$'" }, "$&$'"],
  ])('%s', (_, text, facts, filled) => {
    expect(fillText(text, facts)).toBe(filled);
  });
});
