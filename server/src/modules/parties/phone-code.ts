// Codes sent to phones are kept as keyed hashes: six digits under a plain hash would be read back
// in a second by whoever holds a copy of the table.

import { timingSafeEqual } from 'node:crypto';
import type { Tx } from '#platform';
import type { PhoneCode } from './store-codes.ts';

type SentTo = { readonly code: string; readonly phone: string; readonly purpose: string };

/** The keyed hash of a code, bound to the phone and the purpose it was sent for. */
export function hashPhoneCode(tx: Tx, sent: SentTo): Buffer {
  return tx.secrets.blindIndex(sent.code, contextOf(sent));
}

/** Whether the code is the one sent; takes the same time for a near miss and a far one. */
export function isSentCode(tx: Tx, kept: PhoneCode, given: SentTo): boolean {
  const forms = tx.secrets.blindIndexes(given.code, contextOf(given));
  const alike = forms.filter(({ length }) => length === kept.code_hash.length);
  return alike.map((form) => timingSafeEqual(kept.code_hash, form)).includes(true);
}

function contextOf({ phone, purpose }: SentTo): string {
  return `parties.phone_code:${purpose}:${phone}`;
}
