// One person, several spellings: Chinese characters, pinyin in either order, Latin letters with and
// without marks. Two names are the same when they have a key in common.

import { pinyin } from 'pinyin-pro';

/** Letters that do not fall apart into a letter and a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

/** The keys of a name; none when there is nothing to compare. */
export function nameKeys(name: string): Set<string> {
  const normal = name.normalize('NFKC');
  const han = normal.replaceAll(/[^\p{Script=Han}]/gu, '');
  if (han !== '') return new Set([han, ...ordersOf(pinyinWords(han))]);
  const words = plainLetters(normal).split(' ').filter(Boolean);
  return new Set(ordersOf(words));
}

/** Whether two names may be of one person. */
export function isSameName(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((key) => other.has(key));
}

/** The family name, which may have two characters, and the given name. */
function pinyinWords(han: string): string[] {
  const options = { toneType: 'none', type: 'array', surname: 'head' } as const;
  return pinyin(han, options).map(plainLetters);
}

/**
 * In one word, since nobody knows where others cut a name: as it stands, and with the family name,
 * of up to two syllables or words, at the other end.
 */
function ordersOf(words: readonly string[]): string[] {
  const cuts = [0, 1, 2, words.length - 1, words.length - 2];
  return cuts
    .filter((cut) => cut >= 0 && cut < words.length)
    .map((cut) => [...words.slice(cut), ...words.slice(0, cut)].join(''));
}

function plainLetters(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[ßæœøđðþłı]/g, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/\p{M}|['’‘-]/gu, '')
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim();
}
