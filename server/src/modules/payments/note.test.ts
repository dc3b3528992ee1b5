// Notes are short lines of visible text.

import { expect, test } from 'vitest';
import { readNote } from './note.ts';

test.each([
  [null, null],
  ['', null],
  ['   ', null],
  [' lunch 🍜 ', 'lunch 🍜'],
  ['房租'.repeat(30), '房租'.repeat(30)],
  ['👨‍👩‍👧', '👨‍👩‍👧'],
])('%j is kept as %j', (typed, note) => expect(readNote(typed)).toBe(note));

test.each(['a'.repeat(61), '👨‍👩‍👧'.repeat(13), 'two\nlines', 'bell\u0007', 'turned \u202Etxt'])(
  '%j is refused',
  (typed) => expect(() => readNote(typed)).toThrow('at most 60 characters'),
);
