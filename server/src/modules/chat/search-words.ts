// How a text is found again: its words in lower case, and of Chinese, which has no spaces, each
// character and each pair. A question has to match all of its own, and then stand there as a whole.

/** Scripts that are written without spaces between words. */
const UNSPACED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]`;
const BEGINS_UNSPACED = new RegExp(`^${UNSPACED}`, 'u');
const RUNS = new RegExp(String.raw`${UNSPACED}+|(?:(?!${UNSPACED})[\p{L}\p{N}\p{M}])+`, 'gu');
/** PostgreSQL refuses lexemes from 2 KiB on, and a tsvector has room for some thousands. */
const WORD_MAX = 64;
const WORDS_MAX = 4_000;

/** The words a text is found by, each once. */
export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const run of runsOf(text)) {
    if (!BEGINS_UNSPACED.test(run)) words.add(run.slice(0, WORD_MAX));
    else for (const part of partsOf(run, 1)) words.add(part);
  }
  return [...words].slice(0, WORDS_MAX);
}

/**
 * What a question asks for: whole words, but the last one may go on; of Chinese the pairs, or the
 * one character. Undefined when it holds no word at all.
 */
export function questionOf(text: string): { words: string[]; begins: string[] } | undefined {
  const words = new Set<string>();
  const begins = new Set<string>();
  const runs = runsOf(text);
  runs.forEach((run, index) => {
    if (BEGINS_UNSPACED.test(run)) for (const part of partsOf(run, 2)) words.add(part);
    else if (index === runs.length - 1) begins.add(run.slice(0, WORD_MAX));
    else words.add(run.slice(0, WORD_MAX));
  });
  return words.size + begins.size === 0 ? undefined : { words: [...words], begins: [...begins] };
}

/** The form in which a text and a question are compared as a whole. */
export function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function runsOf(text: string): string[] {
  return comparable(text).match(RUNS) ?? [];
}

/** Pairs of neighbours, and the single characters where asked for or where there is only one. */
function partsOf(run: string, lengthMin: 1 | 2): string[] {
  const characters = [...run];
  const pairs = characters.slice(1).map((one, index) => `${characters[index] ?? ''}${one}`);
  return lengthMin === 1 || pairs.length === 0 ? [...characters, ...pairs] : pairs;
}
