// The hash that ties a receipt to the exact words that were shown.

import { createHash } from 'node:crypto';
import type { ConsentText } from './purposes.ts';

/** SHA-256 of the words and what they belong to, line by line; the audit computes it again. */
export function textHash(text: ConsentText): Buffer {
  const { purpose, version, locale, title, what, why, howLong, withWhom } = text;
  const lines = [purpose, version, locale, title, what, why, howLong, withWhom];
  return createHash('sha256').update(lines.join('\n')).digest();
}
