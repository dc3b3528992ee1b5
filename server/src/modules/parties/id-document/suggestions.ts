// What of a reading is worth suggesting: names that can be names, numbers that add up, days that
// are days. A reader that errs, or lies, suggests nothing then.

import { parseBusinessDate, Refusal, type BusinessDate } from '@sycee/kit';
import { parseName } from '../name.ts';
import { parseResidentId } from '../resident-id.ts';
import type { Reading } from './document-reader.ts';

/** What the customer is shown to confirm. */
export type Suggestions = Reading;

export const NO_SUGGESTIONS: Suggestions = { name: null, idNumber: null, validUntil: null };

/** The parts of a reading that can be true. */
export function suggestionsOf(reading: Reading, today: BusinessDate): Suggestions {
  const { name, idNumber, validUntil } = reading;
  return {
    name: name === null ? null : nameIn(name),
    idNumber: idNumber === null ? null : (parseResidentId(idNumber, today)?.number ?? null),
    validUntil: validUntil === null ? null : dayIn(validUntil),
  };
}

function nameIn(text: string): string | null {
  try {
    return parseName(text);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function dayIn(text: string): string | null {
  if (text === 'long_term') return text;
  try {
    return parseBusinessDate(text);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
