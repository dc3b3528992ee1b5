// PostgreSQL refuses to run as root. Started by root, it runs under an unprivileged account of the
// machine instead, in folders that account can reach.

import { chownSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export type Account = { readonly uid: number; readonly gid: number };

const PREFERRED_NAMES = ['postgres', 'nobody'];

/** The account to run under: undefined when we are not root and may run as ourselves. */
export function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  // The account needs an entry in passwd: initdb asks for its name.
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of PREFERRED_NAMES) {
    const entry = entries.find(([entryName]) => entryName === name);
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new Error('PostgreSQL does not run as root, and there is no account postgres or nobody');
}

/** Whether an account can enter a folder: every folder on the way lets it through. */
export function canReach(account: Account, folder: string): boolean {
  const { mode, uid, gid } = statSync(folder);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  const enters = ((mode >> shift) & 0o1) !== 0;
  const parent = dirname(folder);
  return enters && (parent === folder || canReach(account, parent));
}

export function giveTo(account: Account | undefined, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}
