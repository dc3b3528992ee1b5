// The master key of a bank on one machine: made at the first start, readable by its owner only.

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretKeys } from './config.ts';

/** The key kept in the data folder; lost, nobody can read the sealed fields any more. */
export function secretKeysOf(dataDir: string): SecretKeys {
  const file = join(dataDir, 'secret.key');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(file)) {
    // 'wx': of two first starts at once, one makes the key and the other reads it.
    try {
      writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if (!existsSync(file)) throw error;
    }
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== 32) throw new Error(`${file} does not hold a key of 32 bytes`);
  return { current: { id: 'local', key }, older: [] };
}
