// What a payer may write beside a transfer: a short line of visible text.

import { refuse } from './refusals.ts';

const CHARACTERS_MAX = 60;

/** Control signs, and those that turn the direction of writing and could disguise what follows. */
const CONTROL = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** Tidies a note; nothing but spaces is no note. Refuses note_invalid. */
export function readNote(text: string | null): string | null {
  const note = text?.trim() ?? '';
  if (CONTROL.test(note) || [...note].length > CHARACTERS_MAX) {
    throw refuse('payments.note_invalid', { characters_max: CHARACTERS_MAX });
  }
  return note === '' ? null : note;
}
