// Many bytes under a key of their own: AES-256-GCM, bound to a context, the random start in front
// and the seal behind.

import { createCipheriv, createDecipheriv } from 'node:crypto';
import { fillRandom } from './random.ts';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A new key. */
export function newKey(): Uint8Array {
  return fillRandom(new Uint8Array(KEY_BYTES));
}

/** Encrypts bytes for one context. */
export function sealBytes(key: Uint8Array, bytes: Uint8Array, context: string): Buffer {
  const iv = fillRandom(new Uint8Array(IV_BYTES));
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** Opens them. Raises an error when they were changed or belong to another context. */
export function openBytes(key: Uint8Array, sealed: Buffer, context: string): Buffer {
  const iv = sealed.subarray(0, IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
}
