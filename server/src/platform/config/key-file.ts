// The master keys of a bank on one machine: a file in the data folder, made at the first start,
// readable by its owner only. One key a line, `<name>:<32 bytes in base64>`, the current one first.

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MasterKey, SecretKeys } from '../security/secrets.ts';

/** The name of the key of a file from before keys had names there. */
const FIRST_NAME = 'local';
const KEY_BYTES = 32;

/**
 * Makes the key file at the first start, and reads it from then on. A file that goes missing is
 * never made anew: without its keys nobody can read the sealed fields any more.
 */
export function keyFileSource(dataDir: string): () => SecretKeys {
  const file = keyFileOf(dataDir);
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(file)) {
    // 'wx': of two first starts at once, one makes the key and the other reads it.
    try {
      writeFileSync(file, linesOf([newMasterKey(FIRST_NAME)]), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if (!existsSync(file)) throw error;
    }
  }
  return () => readSecretKeys(dataDir);
}

/** The keys in the file, the current one first. */
export function readSecretKeys(dataDir: string): SecretKeys {
  const file = keyFileOf(dataDir);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const [current, ...older] = lines.map((line) => keyIn(line, file));
  if (current === undefined) throw new Error(`${file} holds no key`);
  return { current, older };
}

/** Puts other keys into the file; whoever reads it sees all the old ones or all the new ones. */
export function writeSecretKeys(dataDir: string, { current, older }: SecretKeys): void {
  const file = keyFileOf(dataDir);
  writeFileSync(`${file}.new`, linesOf([current, ...older]), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function newMasterKey(id: string): MasterKey {
  return { id, key: randomBytes(KEY_BYTES) };
}

/** Reads `<name>:<32 bytes in base64>`; undefined for anything else. */
export function masterKeyOf(text: string): MasterKey | undefined {
  const match = /^([a-z0-9]{1,16}):([A-Za-z0-9+/_-]+=*)$/.exec(text.trim());
  const key = Buffer.from(match?.[2] ?? '', 'base64');
  return match?.[1] !== undefined && key.length === KEY_BYTES ? { id: match[1], key } : undefined;
}

function keyFileOf(dataDir: string): string {
  return join(dataDir, 'secret.key');
}

function linesOf(keys: readonly MasterKey[]): string {
  return keys.map(({ id, key }) => `${id}:${key.toString('base64')}\n`).join('');
}

function keyIn(line: string, file: string): MasterKey {
  const key = masterKeyOf(line.includes(':') ? line : `${FIRST_NAME}:${line}`);
  if (key === undefined) throw new Error(`${file} holds a line that is no key of 32 bytes`);
  return key;
}
