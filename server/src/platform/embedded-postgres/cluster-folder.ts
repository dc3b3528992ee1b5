// Where the files of a database cluster live: inside the data folder, or, when the account that
// runs PostgreSQL cannot reach it (root's home is closed), under /var/lib with a link to it.

import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readlinkSync, symlinkSync, lstatSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { canReach, giveTo, type Account } from './account.ts';

/** The folder for a cluster's files, made and owned as PostgreSQL wants it. */
export function clusterFolder(dataDir: string, account: Account | undefined): string {
  const inside = join(resolve(dataDir), 'postgres');
  mkdirSync(resolve(dataDir), { recursive: true, mode: 0o755 });
  if (isLink(inside)) return readlinkSync(inside);
  const reachable = account === undefined || canReach(account, resolve(dataDir));
  const folder = reachable ? inside : elsewhere(inside);
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (!reachable) symlinkSync(folder, inside);
  giveTo(account, folder);
  chmodSync(folder, 0o755);
  return folder;
}

function elsewhere(inside: string): string {
  const name = createHash('sha256').update(inside).digest('hex').slice(0, 16);
  return join('/var/lib/sycee', name);
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
