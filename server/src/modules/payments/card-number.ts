// Card numbers (ISO/IEC 7812): what can be told about one without asking its bank. The number
// itself passes through the bank and is never kept.

import { createHash } from 'node:crypto';
import type { Secrets } from '#platform';
import { NUMBER_CONTEXT } from './sealed-columns.ts';

const CARD_NUMBER = /^\d{12,19}$/;

/** Drops the spaces and dashes that people type; answers undefined for what is no card number. */
export function readCardNumber(typed: string): string | undefined {
  const digits = typed.replaceAll(/[ -]/g, '');
  return CARD_NUMBER.test(digits) && passesLuhn(digits) ? digits : undefined;
}

/** The check digit of ISO/IEC 7812-1 annex B (Luhn), over digits only. */
export function passesLuhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, char, place) => {
    const digit = Number(char) * (place % 2 === 1 ? 2 : 1);
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return sum % 10 === 0;
}

export function lastFourOf(digits: string): string {
  return digits.slice(-4);
}

/** What is kept instead of a number: to be sealed, and to make blind indexes from. */
export function digestOf(cardNumber: string): string {
  return createHash('sha256').update(`${NUMBER_CONTEXT}\0${cardNumber}`).digest('hex');
}

/** Every form a card of this number may be found under, also that of before there were digests. */
export function numberIndexes(secrets: Secrets, cardNumber: string): Buffer[] {
  const before = secrets.blindIndexes(cardNumber, NUMBER_CONTEXT);
  const now = secrets.blindIndexes(digestOf(cardNumber), NUMBER_CONTEXT);
  return [...now, ...before.filter(({ length }) => length === 32)];
}
