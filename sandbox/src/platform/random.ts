// Chance and digests of the sandbox, all from the machine's cryptographic source.

import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** So many random decimal digits. */
export function randomDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}

/** One of some things, each as likely as the others. */
export function randomOf<Thing>(things: readonly [Thing, ...Thing[]]): Thing {
  return things[randomInt(things.length)] ?? things[0];
}

/** An opaque, unguessable, prefixed text. */
export function randomToken(prefix: string): string {
  return `${prefix}_${randomBytes(18).toString('base64url')}`;
}

/** SHA-256 as hex, of several texts kept apart. */
export function digestOf(...texts: string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}

export function sameDigest(first: string, second: string): boolean {
  return first.length === second.length && timingSafeEqual(Buffer.from(first), Buffer.from(second));
}
