// Secrets at rest: fields are sealed with AES-256-GCM under a named key, and found again by a keyed
// hash that tells nothing without the key. Several keys live at once, so that they can be changed
// while the bank works: what is written takes the current one, what is read finds the one it needs.

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hash,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { fillRandom } from './random.ts';

export type Secrets = {
  /** Seals a text for one context (table, column, owner); it opens only in the same context. */
  readonly seal: (plain: string, context: string) => string;
  /** Opens a sealed text. Raises an error when it was changed or belongs to another context. */
  readonly open: (sealed: string, context: string) => string;
  /** Finds equal values without storing them: a hash under the current key, per context. */
  readonly blindIndex: (plain: string, context: string) => Buffer;
  /**
   * Every form a value may be found under while keys change, that of the current key first. Look up
   * by `= any ($1)`; before an insert that must be unique, take `holdIndexes`.
   */
  readonly blindIndexes: (plain: string, context: string) => Buffer[];
  /** A random secret of the given size (32 bytes when left out), as URL-safe text. */
  readonly randomToken: (bytes?: number) => string;
  /** The hash under which a random token is kept; only fit for values nobody can guess. */
  readonly sha256: (text: string) => Buffer;
};

/** A master key of 32 bytes with the short name that sealed texts carry. */
export type MasterKey = { readonly id: string; readonly key: Buffer };

/** The key that is written with, and the others that are still read. */
export type SecretKeys = { readonly current: MasterKey; readonly older: readonly MasterKey[] };

export type Keyring = {
  /** Always works with the keys of the moment. */
  readonly secrets: Secrets;
  readonly keys: () => SecretKeys;
  readonly replace: (keys: SecretKeys) => void;
};

const IV_BYTES = 12;
const TAG_BYTES = 16;
const HASH_BYTES = 32;
const KEY_TAG_BYTES = 4;

/** Secrets under the current key; older keys still open what they sealed. */
export function createSecrets(current: MasterKey, older: readonly MasterKey[] = []): Secrets {
  return createKeyring({ current, older }).secrets;
}

/** Secrets whose keys can be changed while they are used. */
export function createKeyring(first: SecretKeys): Keyring {
  let keys = first;
  let ring = derivedKeys(first);
  const secrets: Secrets = {
    seal: (plain, context) => `${ring.current.id}.${seal(ring.current.sealing, plain, context)}`,
    open: (sealed, context) => {
      const [id = '', body = ''] = sealed.split('.');
      const key = ring.all.find((one) => one.id === id);
      if (key === undefined) throw new Error(`secrets: no key named '${id}' is configured`);
      return open(key.sealing, body, context);
    },
    blindIndex: (plain, context) => tagged(ring.current, plain, context),
    blindIndexes: (plain, context) => [
      ...ring.all.map((key) => tagged(key, plain, context)),
      ...ring.all.map((key) => hashed(key, plain, context)),
    ],
    randomToken: (bytes = 32) => randomBytes(bytes).toString('base64url'),
    sha256: (text) => Buffer.from(hash('sha256', text, 'hex'), 'hex'),
  };
  return {
    secrets,
    keys: () => keys,
    replace: (next) => {
      keys = next;
      ring = derivedKeys(next);
    },
  };
}

/** The first bytes of an index: which key made it. Indexes of before this mark have none. */
export function indexTag(keyId: string): Buffer {
  return createHash('sha256').update(`sycee index ${keyId}`).digest().subarray(0, KEY_TAG_BYTES);
}

/** The length of an index that carries its key's mark. */
export const INDEX_BYTES = KEY_TAG_BYTES + HASH_BYTES;

/** What a database remembers a key by; the key does not follow from it. */
export function fingerprintOf({ key }: MasterKey): Buffer {
  return derive(key, 'fingerprint');
}

type DerivedKey = {
  readonly id: string;
  readonly sealing: Buffer;
  readonly index: Buffer;
  readonly tag: Buffer;
};

function derivedKeys({ current, older }: SecretKeys) {
  const [first, ...others] = [current, ...older].map(({ id, key }): DerivedKey => ({
    id,
    sealing: derive(key, 'seal'),
    index: derive(key, 'index'),
    tag: indexTag(id),
  })) as [DerivedKey, ...DerivedKey[]];
  return { current: first, all: [first, ...others] };
}

function tagged(key: DerivedKey, plain: string, context: string): Buffer {
  return Buffer.concat([key.tag, hashed(key, plain, context)]);
}

function hashed({ index }: DerivedKey, plain: string, context: string): Buffer {
  return createHmac('sha256', index).update(`${context}\0${plain}`).digest();
}

function derive(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', `sycee ${purpose}`, 32));
}

function seal(key: Buffer, plain: string, context: string): string {
  const iv = fillRandom(new Uint8Array(IV_BYTES));
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
