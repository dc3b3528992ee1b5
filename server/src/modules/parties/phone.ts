// Chinese mobile numbers in one written form, so that a number can be a key: E.164, `+86` and
// eleven digits. Other countries come with other on-boarding, so they are refused, not guessed.

import { refuse } from './refusals.ts';

const MOBILE = /^(?:\+86|0086|86)?(1[3-9]\d{9})$/;

/**
 * Reads what a person typed as a mobile number of mainland China, with or without the country
 * code, spaces, hyphens or full-width digits: `138 0000-0001` becomes `+8613800000001`. Refuses
 * anything else with `parties.phone_invalid`.
 */
export function parsePhone(text: string): string {
  const match = MOBILE.exec(text.normalize('NFKC').replaceAll(/[\s\-()]/g, ''));
  if (match?.[1] === undefined) throw refuse('parties.phone_invalid');
  return `+86${match[1]}`;
}

/**
 * A number in E.164 with its middle hidden: `138****0001`, as people here write it, or with its
 * country when it is from elsewhere, as the phone of a card may be.
 */
export function maskPhone(phone: string): string {
  const written = phone.replace(/^\+86(?=\d{11}$)/, '');
  return `${written.slice(0, -8)}****${written.slice(-4)}`;
}
