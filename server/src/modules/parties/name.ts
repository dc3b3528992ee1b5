// Names of people: what may be one, and how much of one another customer sees.

import { refuse } from './refusals.ts';

const ALLOWED = /^(?=.*\p{L})[\p{L}\p{M}·.' -]{2,50}$/u;

/**
 * Tidies a name (NFC, single spaces, one kind of middle dot) and refuses what cannot be one, with
 * `parties.name_invalid`: fewer than 2 or more than 50 characters, digits, signs.
 */
export function parseName(text: string): string {
  const name = text
    .normalize('NFC')
    .replaceAll(/[•・‧∙]/g, '·')
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (!ALLOWED.test(name)) throw refuse('parties.name_invalid');
  return name;
}

/**
 * A name as a payer sees it before sending: enough to recognise a person one knows, too little to
 * learn a stranger's. Chinese: the family name is hidden and at most the last two characters show,
 * 林小雨 is `*小雨`, 陈浩 is `*浩`. Others: each word keeps its first letter, the last word of four or
 * more letters also its last, `Lin Xiaoyu` is `L** X****u`. The number of characters stays visible.
 */
export function maskName(name: string): string {
  return /\p{Script=Han}/u.test(name) ? maskHan([...name]) : maskWords(name.split(' '));
}

function maskHan(characters: readonly string[]): string {
  const shown = Math.min(2, characters.length - 1);
  return (
    '*'.repeat(characters.length - shown) + characters.slice(characters.length - shown).join('')
  );
}

function maskWords(words: readonly string[]): string {
  return words.map((word, index) => maskWord([...word], index === words.length - 1)).join(' ');
}

function maskWord(letters: readonly string[], last: boolean): string {
  const tail = last && letters.length >= 4 ? (letters.at(-1) ?? '') : '';
  const head = letters.length > 1 ? (letters[0] ?? '') : '';
  return head + '*'.repeat(letters.length - head.length - tail.length) + tail;
}
