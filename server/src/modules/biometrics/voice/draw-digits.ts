// Random digits to say. An enrolment asks six different ones; a verification asks digits of the
// enrolment in a new order, because only those were heard from this mouth.

import { createHash } from 'node:crypto';

const DIGITS = [...'0123456789'];

/** Six (`count`) different digits, from a random text. */
export function drawEnrolment(count: number, random: string): string {
  const left = [...DIGITS];
  const numbers = numbersFrom(random);
  return Array.from({ length: count }, () => left.splice(below(numbers, left.length), 1)[0]).join(
    '',
  );
}

/**
 * As many digits as were enrolled, from a random text: no digit twice in a row, because two equal
 * ones run together, and at least so many different ones, because few say little of a mouth.
 */
export function drawVerification(enrolled: string, differentMin: number, random: string): string {
  const numbers = numbersFrom(random);
  for (;;) {
    const drawn: string[] = [];
    while (drawn.length < enrolled.length) {
      const digit = enrolled[below(numbers, enrolled.length)] ?? '';
      if (digit !== drawn.at(-1)) drawn.push(digit);
    }
    if (new Set(drawn).size >= differentMin) return drawn.join('');
  }
}

/** Endless whole numbers of 32 bits, as random as the text. */
function* numbersFrom(random: string): Generator<number> {
  for (let round = 0; ; round++) {
    const block = createHash('sha256').update(`${random}:${round}`).digest();
    for (let at = 0; at < block.length; at += 4) yield block.readUInt32BE(at);
  }
}

/** Evenly below a small count: what would favour the first ones is passed over. */
function below(numbers: Generator<number>, count: number): number {
  const even = 2 ** 32 - (2 ** 32 % count);
  for (;;) {
    const drawn: number = numbers.next().value;
    if (drawn < even) return drawn % count;
  }
}
