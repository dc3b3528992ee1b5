// What the bank makes of a reader's word: only a clear answer is one, and only what can be true is
// suggested.

import { parseBusinessDate } from '@sycee/kit';
import { describe, expect, test } from 'vitest';
import type { Answer, Unclear } from '#platform';
import { testIdNumber } from '../testing.ts';
import { httpDocumentReader } from './http-document-reader.ts';
import { suggestionsOf } from './suggestions.ts';

const ID = testIdNumber(1);
const good = { name: '林小雨', id_number: ID, valid_until: '2036-01-01' };
const read = { name: '林小雨', idNumber: ID, validUntil: '2036-01-01' };

describe('the answer of a reader', () => {
  test.each<[string, Answer | Unclear, unknown]>([
    ['that is clear', { status: 200, body: good }, read],
    ['with more members', { status: 200, body: { ...good, score: 1 } }, read],
    ['that it could not read', { status: 422, body: { code: 'unreadable' } }, 'unreadable'],
    ['that is busy', { status: 503, body: { code: 'busy' } }, 'unavailable'],
    ['that never came', { outcome: 'unclear', trouble: 'no answer in time' }, 'unavailable'],
    ['of another shape', { status: 200, body: { ...good, name: { zh: '林' } } }, 'unavailable'],
    ['with a member missing', { status: 200, body: { name: '林小雨' } }, 'unavailable'],
    ['that floods', { status: 200, body: { ...good, name: '林'.repeat(101) } }, 'unavailable'],
    ['that is nothing', { status: 200, body: null }, 'unavailable'],
  ])('%s', async (_, answer, word) => {
    const reader = httpDocumentReader(async () => answer);
    const front = Uint8Array.of(1, 2, 3);
    expect(await reader({ reference: 'doc_1', front, back: null })).toEqual(word);
  });

  test('is asked for with the pictures as they are', async () => {
    const asked: unknown[] = [];
    const reader = httpDocumentReader(async (request) => {
      asked.push(request.body);
      return { status: 200, body: good };
    });
    const pictures = { front: Uint8Array.of(1, 2, 3), back: Uint8Array.of(255) };
    await reader({ reference: 'doc_1', ...pictures });
    expect(asked).toEqual([{ reference: 'doc_1', front: 'AQID', back: '/w==' }]);
  });
});

describe('a suggestion', () => {
  const today = parseBusinessDate('2026-01-31');

  test.each([
    ['what can be true', read, read],
    ['a small x', { ...read, idNumber: '31010419881231001x' }, null],
    ['a number that does not add up', { ...read, idNumber: `${ID.slice(0, 17)}A` }, null],
    ['somebody not born yet', { ...read, idNumber: testIdNumber(1, '20300101') }, null],
  ])('of %s', (_, reading, suggested) => {
    const { idNumber } = suggestionsOf(reading, today);
    expect(idNumber).toBe(suggested?.idNumber ?? null);
  });

  test.each([
    ['林小雨', '林小雨'],
    ['林2雨', null],
    ['<script>', null],
    ['x'.repeat(51), null],
  ])('of the name %s', (name, suggested) => {
    expect(suggestionsOf({ ...read, name }, today).name).toBe(suggested);
  });

  test.each([
    ['2036-01-01', '2036-01-01'],
    ['long_term', 'long_term'],
    ['2036-02-30', null],
    ['for ever', null],
  ])('of the day %s', (validUntil, suggested) => {
    expect(suggestionsOf({ ...read, validUntil }, today).validUntil).toBe(suggested);
  });
});
