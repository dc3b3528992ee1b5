// Feedback on a resident id number while it is typed (GB 11643-1999). The bank checks again; this
// only spares a person the round trip.

import { parseBusinessDate } from '@sycee/kit';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';
const COMPLETE = /^\d{17}[\dX]$/;

export type IdNumberState = 'incomplete' | 'wrong_date' | 'wrong_check' | 'right';

/** What a person typed, as the bank writes it: digits and a capital X at the end, at most 18. */
export function tidyIdNumber(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/[^\dX]/g, '')
    .slice(0, 18);
}

/** How far a tidied number holds. */
export function idNumberState(number: string): IdNumberState {
  if (number.length < 18) return 'incomplete';
  if (!COMPLETE.test(number)) return 'wrong_check';
  if (!isDay(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`)) {
    return 'wrong_date';
  }
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  return CHECKS[sum % 11] === number[17] ? 'right' : 'wrong_check';
}

function isDay(text: string): boolean {
  try {
    parseBusinessDate(text);
    return true;
  } catch {
    return false;
  }
}
