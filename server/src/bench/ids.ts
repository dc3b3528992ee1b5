// Ids as the bank makes them: sortable, and so cheap to make that they are no part of what is
// measured. An account's id follows from its number, so that millions need no memory here.

import { randomBytes } from 'node:crypto';

const HEX = Array.from({ length: 2 ** 16 }, (_, value) => value.toString(16).padStart(4, '0'));
const FIRST = 2 ** 40;

/** The part of every id that tells one run from the others: twelve hexadecimal digits. */
export function newRun(): string {
  return randomBytes(6).toString('hex');
}

/** The UUID of a number below 2^48; higher numbers sort later. */
export function idOf(number: number, run: string): string {
  const high = HEX[Math.floor(number / 2 ** 32)] ?? '';
  const middle = HEX[Math.floor(number / 2 ** 16) % 2 ** 16] ?? '';
  return `${high}${middle}-${HEX[number % 2 ** 16] ?? ''}-7000-8000-${run}`;
}

/** UUIDs that rise with every call. */
export function risingIds(run = newRun()): () => string {
  let number = FIRST;
  return () => idOf(number++, run);
}
