// Ids as four words of 32 bits: what typed arrays and binary columns hold. Reading one from its
// text also proves that it is a UUID in lower case.

/** The value of each hexadecimal digit by its character code; negative for anything else. */
const DIGITS = new Int8Array(0x1_0000).fill(-1);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  DIGITS[digit.charCodeAt(0)] = value;
}

const LENGTH = 36;
const DASH = 45;

/** Writes the words of an id at an index of `into`; false when the text is no id. */
export function readWords(id: string, into: Uint32Array, at: number): boolean {
  if (id.length !== LENGTH) return false;
  const dashes =
    id.charCodeAt(8) === DASH &&
    id.charCodeAt(13) === DASH &&
    id.charCodeAt(18) === DASH &&
    id.charCodeAt(23) === DASH;
  const a = half(id, 0);
  const b = half(id, 4);
  const c = half(id, 9);
  const d = half(id, 14);
  const e = half(id, 19);
  const f = half(id, 24);
  const g = half(id, 28);
  const h = half(id, 32);
  into[at] = (a << 16) | b;
  into[at + 1] = (c << 16) | d;
  into[at + 2] = (e << 16) | f;
  into[at + 3] = (g << 16) | h;
  return dashes && (a | b | c | d | e | f | g | h) >= 0;
}

/** Four digits as a number; negative when one of them is none. */
function half(id: string, at: number): number {
  const a = DIGITS[id.charCodeAt(at)] ?? -1;
  const b = DIGITS[id.charCodeAt(at + 1)] ?? -1;
  const c = DIGITS[id.charCodeAt(at + 2)] ?? -1;
  const d = DIGITS[id.charCodeAt(at + 3)] ?? -1;
  return (a << 12) | (b << 8) | (c << 4) | d;
}

/** The words of an id. Raises RangeError when the text is no id. */
export function wordsOf(id: string): Uint32Array {
  const words = new Uint32Array(4);
  if (!readWords(id, words, 0)) throw new RangeError(`ledger: '${id}' is not a uuid in lower case`);
  return words;
}

/** A number that differs for most ids, also for those that count up in any of their parts. */
export function hashOf(words: Uint32Array, at: number): number {
  let hash = Math.imul(words[at] ?? 0, 0x9e37_79b1);
  hash = Math.imul((hash ^ (hash >>> 15)) + (words[at + 1] ?? 0), 0x85eb_ca77);
  hash = Math.imul((hash ^ (hash >>> 13)) + (words[at + 2] ?? 0), 0xc2b2_ae3d);
  hash = Math.imul((hash ^ (hash >>> 16)) + (words[at + 3] ?? 0), 0x27d4_eb2f);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Whether the same id stands at two places. */
export function sameWords(a: Uint32Array, at: number, b: Uint32Array, other: number): boolean {
  return (
    a[at + 3] === b[other + 3] &&
    a[at + 2] === b[other + 2] &&
    a[at + 1] === b[other + 1] &&
    a[at] === b[other]
  );
}

/** Less than, equal to or greater than zero, as the id at one place comes before the other's. */
export function compareWords(a: Uint32Array, at: number, b: Uint32Array, other: number): number {
  for (let word = 0; word < 4; word++) {
    const difference = (a[at + word] ?? 0) - (b[other + word] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
