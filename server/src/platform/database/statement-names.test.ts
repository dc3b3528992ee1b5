// Names for statements: only for what comes again, and never without bound.

import { expect, test } from 'vitest';
import { statementNames } from './statement-names.ts';

test('a text asked for again keeps one name, and another text gets another', () => {
  const nameOf = statementNames();
  const asked = ['select 1', 'select 2', 'select 1', 'select 2', 'select 1'].map(nameOf);
  expect(asked).toEqual([undefined, undefined, 'sycee_1', 'sycee_2', 'sycee_1']);
});

test('beyond a thousand texts nothing new is named, and what has a name keeps it', () => {
  const nameOf = statementNames();
  for (let number = 0; number < 1_100; number++) nameOf(`select ${number}`);
  expect([nameOf('select 7'), nameOf('select 1050'), nameOf('select 1050')]).toEqual([
    'sycee_1',
    undefined,
    undefined,
  ]);
});
