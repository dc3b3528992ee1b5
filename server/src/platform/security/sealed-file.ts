// Files at rest: each under a random key of its own, which is sealed like any field. A change of
// the master key seals those few bytes anew and leaves the file alone.

import { createCipheriv, createDecipheriv } from 'node:crypto';
import { fillRandom } from './random.ts';
import type { Secrets } from './secrets.ts';

export type SealedFile = {
  readonly content: Buffer;
  /** The file's own key, sealed for the file's context. */
  readonly keySealed: string;
};

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts a file for one context (table, column, owner); it opens only in the same context. */
export function sealFile(secrets: Secrets, bytes: Uint8Array, context: string): SealedFile {
  const key = fillRandom(new Uint8Array(KEY_BYTES));
  const iv = fillRandom(new Uint8Array(IV_BYTES));
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return {
    content: Buffer.concat([iv, body, cipher.getAuthTag()]),
    keySealed: secrets.seal(Buffer.from(key).toString('base64'), context),
  };
}

/** Opens a file. Raises an error when it was changed or belongs to another context. */
export function openFile(secrets: Secrets, file: SealedFile, context: string): Buffer {
  const { content, keySealed } = file;
  const key = Buffer.from(secrets.open(keySealed, context), 'base64');
  const iv = content.subarray(0, IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(content.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(content.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
}
