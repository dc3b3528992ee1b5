// Files at rest: each under a random key of its own, which is sealed like any field. A change of
// the master key seals those few bytes anew and leaves the file alone.

import { newKey, openBytes, sealBytes } from './sealed-bytes.ts';
import type { Secrets } from './secrets.ts';

export type SealedFile = {
  readonly content: Buffer;
  /** The file's own key, sealed for the file's context. */
  readonly keySealed: string;
};

/** Encrypts a file for one context (table, column, owner); it opens only in the same context. */
export function sealFile(secrets: Secrets, bytes: Uint8Array, context: string): SealedFile {
  const key = newKey();
  return {
    content: sealBytes(key, bytes, context),
    keySealed: secrets.seal(Buffer.from(key).toString('base64'), context),
  };
}

/** Opens a file. Raises an error when it was changed or belongs to another context. */
export function openFile(secrets: Secrets, file: SealedFile, context: string): Buffer {
  const key = Buffer.from(secrets.open(file.keySealed, context), 'base64');
  return openBytes(key, file.content, context);
}
