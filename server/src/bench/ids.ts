// Ids as the bank makes them: sortable, and so cheap to make that they are no part of what is
// measured. An account's id follows from its number, so that millions need no memory here.

import { randomBytes } from 'node:crypto';
import { machineClock } from '#platform';

const HEX = Array.from({ length: 2 ** 16 }, (_, value) => value.toString(16).padStart(4, '0'));
const VERSION_7 = 0x7000;
const WITHIN_A_MILLI = 2 ** 12;

/** The part of every id that tells one run from the others: twelve hexadecimal digits. */
export function newRun(): string {
  return randomBytes(6).toString('hex');
}

/** The UUID of a number below 2^48; higher numbers sort later. */
export function idOf(number: number, run: string): string {
  return `${timeOf(number)}-7000-8000-${run}`;
}

/** UUIDs of version 7: of the machine's time, rising with every call. */
export function risingIds(run = newRun()): () => string {
  let millis = 0;
  let count = 0;
  let head = '';
  return () => {
    const now: number = machineClock.now();
    if (now > millis || count === WITHIN_A_MILLI) {
      millis = Math.max(now, millis + 1);
      count = 0;
      head = timeOf(millis);
    }
    return `${head}-${HEX[VERSION_7 + count++] ?? ''}-8000-${run}`;
  };
}

/** The first 48 bits of a UUID. */
function timeOf(number: number): string {
  const high = HEX[Math.floor(number / 2 ** 32)] ?? '';
  const middle = HEX[Math.floor(number / 2 ** 16) % 2 ** 16] ?? '';
  return `${high}${middle}-${HEX[number % 2 ** 16] ?? ''}`;
}
