// The demo's two members of the staff: made by the same command as real ones, their keys kept in
// the data folder, so that the demo customers can be seen by people.

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { inDataDir, type Settings } from './settings.ts';

const NAMES = ['Sandbox reviewer one', 'Sandbox reviewer two'];

/** The keys of two reviewers of the running bank; made where their files are missing. */
export async function reviewerKeys(settings: Settings): Promise<string[]> {
  const folder = inDataDir(settings, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys: string[] = [];
  for (const [index, name] of NAMES.entries()) {
    const file = join(folder, `reviewer-${index + 1}.key`);
    if (!existsSync(file)) await addReviewer(settings, name, file);
    keys.push(readFileSync(file, 'utf8').trim());
  }
  return keys;
}

async function addReviewer(settings: Settings, name: string, file: string): Promise<void> {
  const program = join(settings.projectRoot, 'server', 'dist', 'staff.js');
  const asked = ['--name', name, '--role', 'reviewer', '--renew', '--key-file', file];
  const { DATABASE_URL: _, ...environment } = process.env;
  const { databaseUrl, dataDir } = settings;
  await promisify(execFile)(process.execPath, [program, 'add', ...asked], {
    env: {
      ...environment,
      DATA_DIR: dataDir,
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    },
  });
}
