// The keys that the bank and the sandbox sign with: made once, readable by their owner only.

import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type KeyPairFiles = { readonly privateKey: string; readonly publicKey: string };

/** The PEM files of an Ed25519 pair in a folder; made where they are missing. */
export function keyPair(folder: string, name: string): KeyPairFiles {
  const files = {
    privateKey: join(folder, `${name}.private.pem`),
    publicKey: join(folder, `${name}.public.pem`),
  };
  if (existsSync(files.privateKey) && existsSync(files.publicKey)) return files;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pair = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  // The public half goes last and both under other names first: a pair broken off is made anew.
  place(files.privateKey, pair.privateKey);
  place(files.publicKey, pair.publicKey);
  return files;
}

function place(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}`;
  rmSync(file, { force: true });
  writeFileSync(unfinished, text, { mode: 0o600 });
  renameSync(unfinished, file);
}
