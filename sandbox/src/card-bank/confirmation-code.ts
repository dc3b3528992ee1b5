// The code that the card bank sends to the holder's phone: its life, its tries, its digest.

import { digestOf } from '../platform/index.ts';

export const CODE_SECONDS = 300;
export const CODE_TRIES = 5;

/** What is kept of a code: its digest, bound to its verification. */
export function codeDigestOf(verificationId: string, code: string): string {
  return digestOf(verificationId, code);
}
