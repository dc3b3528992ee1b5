// The citizen identification number of GB 11643-1999: six digits of place, eight of birth, three of
// sequence and a check character by ISO 7064 MOD 11-2. Pure: it says whether a number can exist,
// not whether a person holds it.

import { parseBusinessDate, type BusinessDate } from '@sycee/kit';

export type ResidentId = { readonly number: string; readonly bornOn: BusinessDate };

/** Province-level codes of GB/T 2260, and 83 and 91 of residence permits, which share the form. */
const PROVINCES = new Set(
  (
    '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 ' +
    '61 62 63 64 65 71 81 82 83 91'
  ).split(' '),
);

const FORM = /^([1-9]\d)\d{4}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/;

/**
 * Reads an 18-character number; a small `x` at the end is taken as `X`. Answers undefined when the
 * province, the day of birth (unreal, before 1850, after `today`) or the check character is wrong.
 */
export function parseResidentId(text: string, today: BusinessDate): ResidentId | undefined {
  const number = text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
  const [, province = '', year = '', month = '', day = ''] = FORM.exec(number) ?? [];
  if (!PROVINCES.has(province) || checkCharacter(number.slice(0, 17)) !== number[17])
    return undefined;
  const bornOn = realDate(`${year}-${month}-${day}`);
  if (bornOn === undefined || bornOn < '1850-01-01' || bornOn > today) return undefined;
  return { number, bornOn };
}

/** The 18th character for the first 17 digits: weights 2^17 .. 2^1 modulo 11, GB 11643 5.2. */
export function checkCharacter(first17: string): string {
  const sum = [...first17].reduce(
    (total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11),
    0,
  );
  return '10X98765432'[sum % 11] ?? '';
}

/** Completed years of age on a day; who was born on 29 February has a birthday on 1 March. */
export function ageOn(today: BusinessDate, bornOn: BusinessDate): number {
  const years = Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return today.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

/** The number as its owner sees it on a screen: first and last character, the rest hidden. */
export function maskResidentId(number: string): string {
  return `${number.slice(0, 1)}${'*'.repeat(number.length - 2)}${number.slice(-1)}`;
}

function realDate(text: string): BusinessDate | undefined {
  try {
    return parseBusinessDate(text);
  } catch {
    return undefined;
  }
}
