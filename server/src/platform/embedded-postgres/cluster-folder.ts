// Where the files of a database cluster live: inside the data folder, or, when the account that
// runs PostgreSQL cannot reach it (root's home is closed), under /var/lib with a link to it.

import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmdirSync,
  symlinkSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { canReach, giveTo, type Account } from './account.ts';

const ELSEWHERE = '/var/lib/sycee';

/** The folder for a cluster's files, made and owned as PostgreSQL wants it. */
export function clusterFolder(dataDir: string, account: Account | undefined): string {
  const root = resolve(dataDir);
  const inside = join(root, 'postgres');
  mkdirSync(root, { recursive: true, mode: 0o755 });
  const isReachable = account === undefined || canReach(account, root);
  const folder = isReachable && !isLink(inside) ? inside : linkedFolder(inside);
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o755 });
  giveTo(account, folder);
  chmodSync(folder, 0o755);
  return folder;
}

/**
 * The folder the link names. A new link gets a new folder: whoever deletes a data folder has
 * deleted its bank, and a new one there must not find the old one's books.
 */
function linkedFolder(inside: string): string {
  if (isLink(inside)) return readlinkSync(inside);
  mkdirSync(ELSEWHERE, { recursive: true, mode: 0o755 });
  const folder = mkdtempSync(join(ELSEWHERE, 'bank-'));
  try {
    symlinkSync(folder, inside);
    return folder;
  } catch (error) {
    // Another process was quicker.
    rmdirSync(folder);
    if (!isLink(inside)) throw error;
    return readlinkSync(inside);
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
