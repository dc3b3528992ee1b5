// Text that people show each other: names in one line, messages in several. Signs that are not
// seen, or that turn the direction of writing and could disguise what follows, have no place in it.

import { refuse } from './refusals.ts';

export const NICKNAME_MAX = 20;
export const GROUP_NAME_MAX = 30;
export const HELLO_MAX = 60;
export const ANNOUNCEMENT_MAX = 1_000;
export const MESSAGE_MAX = 2_000;

/** Marks, overrides and isolates of direction, line separators, tags. */
const DISGUISING =
  /[\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/gu;
/** Zero width: joins emoji and letters of some scripts, so it stays between two visible signs. */
const UNSEEN_EDGE = /^[\s\u200B-\u200D\u2060\uFEFF]+|[\s\u200B-\u200D\u2060\uFEFF]+$/gu;
const UNSEEN = /[\u200B\u2060\uFEFF\u00AD]/gu;
const CONTROL = /[\p{Cc}\p{Cs}\p{Co}]/u;
const CONTROL_BUT_LINES = /[\p{Cs}\p{Co}]|(?![\n\t])\p{Cc}/u;

/** A name in one line. Refuses `name_invalid`. */
export function readName(text: string, charactersMax: number): string {
  const name = tidied(text).replace(/\s+/gu, ' ');
  if (!fits(name, 1, charactersMax) || CONTROL.test(name)) {
    throw refuse('chat.name_invalid', { characters_max: charactersMax });
  }
  return name;
}

/** Words in as many lines as one likes. Refuses `text_invalid`. */
export function readWords(text: string, charactersMax: number): string {
  const words = tidied(text.replace(/\r\n?/gu, '\n'));
  if (!fits(words, 1, charactersMax) || CONTROL_BUT_LINES.test(words)) {
    throw refuse('chat.text_invalid', { characters_max: charactersMax });
  }
  return words;
}

/** A line that may be empty. Refuses `text_invalid`. */
export function readLine(text: string, charactersMax: number): string {
  const line = tidied(text).replace(/\s+/gu, ' ');
  if (!fits(line, 0, charactersMax) || CONTROL.test(line)) {
    throw refuse('chat.text_invalid', { characters_max: charactersMax });
  }
  return line;
}

function tidied(text: string): string {
  return text.normalize('NFC').replace(DISGUISING, '').replace(UNSEEN, '').replace(UNSEEN_EDGE, '');
}

function fits(text: string, min: number, max: number): boolean {
  const { length } = [...text];
  return length >= min && length <= max;
}
