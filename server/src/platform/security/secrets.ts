// Secrets at rest: fields are sealed with AES-256-GCM under a named key, so that keys can be
// rotated, and found again by a keyed hash that tells nothing without the key.

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
} from 'node:crypto';

export type Secrets = {
  /** Seals a text for one context (table, column, owner); it opens only in the same context. */
  readonly seal: (plain: string, context: string) => string;
  /** Opens a sealed text. Raises an error when it was changed or belongs to another context. */
  readonly open: (sealed: string, context: string) => string;
  /** Finds equal values without storing them: HMAC-SHA256, different for each context. */
  readonly blindIndex: (plain: string, context: string) => Buffer;
  /** A random secret of the given size (32 bytes when left out), as URL-safe text. */
  readonly randomToken: (bytes?: number) => string;
  /** The hash under which a random token is kept; only fit for values nobody can guess. */
  readonly sha256: (text: string) => Buffer;
};

/** A master key of 32 bytes with the short name that sealed texts carry. */
export type MasterKey = { readonly id: string; readonly key: Buffer };

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Secrets under the current key; older keys still open what they sealed. */
export function createSecrets(current: MasterKey, older: readonly MasterKey[] = []): Secrets {
  const sealing = new Map([...older, current].map(({ id, key }) => [id, derive(key, 'seal')]));
  const currentKey = derive(current.key, 'seal');
  // The index cannot be rotated without writing it anew, so it stays with the oldest key.
  const indexKey = derive((older.at(-1) ?? current).key, 'index');
  return {
    seal: (plain, context) => `${current.id}.${seal(currentKey, plain, context)}`,
    open: (sealed, context) => {
      const [id = '', body = ''] = sealed.split('.');
      const key = sealing.get(id);
      if (key === undefined) throw new Error(`secrets: no key named '${id}' is configured`);
      return open(key, body, context);
    },
    blindIndex: (plain, context) =>
      createHmac('sha256', indexKey).update(`${context}\0${plain}`).digest(),
    randomToken: (bytes = 32) => randomBytes(bytes).toString('base64url'),
    sha256: (text) => createHash('sha256').update(text).digest(),
  };
}

function derive(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', `sycee ${purpose}`, 32));
}

function seal(key: Buffer, plain: string, context: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url');
}

function open(key: Buffer, sealed: string, context: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const iv = bytes.subarray(0, IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const body = bytes.subarray(IV_BYTES, -TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}
