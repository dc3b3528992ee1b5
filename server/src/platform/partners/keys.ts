// The keys that the bank and its partners know each other by, read from PEM files.

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Reads an Ed25519 private key. Raises an Error that names the file. */
export function readSigningKey(file: string): KeyObject {
  return readKey(file, (pem) => createPrivateKey(pem));
}

/** Reads an Ed25519 public key. Raises an Error that names the file. */
export function readPublicKey(file: string): KeyObject {
  return readKey(file, (pem) => createPublicKey(pem));
}

function readKey(file: string, parse: (pem: string) => KeyObject): KeyObject {
  try {
    const key = parse(readFileSync(file, 'utf8'));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw new Error(`${file} cannot be read as an Ed25519 key in PEM`, { cause: error });
  }
  throw new Error(`${file} is not an Ed25519 key`);
}
