// A disk so small that a test can fill it, for a PostgreSQL of its own. Only root can mount one,
// and not everywhere; elsewhere there is none.

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type TinyDisk = {
  readonly folder: string;
  /** Takes all the room that is left. */
  readonly fill: () => void;
  /** Gives it back. */
  readonly clear: () => void;
  readonly close: () => void;
};

/** Mounts a disk of so many megabytes; undefined where that is not possible. */
export function tinyDisk(megabytes: number): TinyDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'sycee-tiny-disk-'));
  try {
    const options = `size=${megabytes}m,mode=0755`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  chmodSync(folder, 0o755);
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: () => {
      // Smaller and smaller pieces, so that nothing is left.
      for (const size of [2 ** 20, 2 ** 12]) fillWith(filler, Buffer.alloc(size));
    },
    clear: () => rmSync(filler, { force: true }),
    close: () => {
      execFileSync('umount', ['--lazy', folder], { stdio: 'ignore' });
      rmSync(folder, { recursive: true });
    },
  };
}

function fillWith(path: string, piece: Buffer): void {
  try {
    for (;;) writeFileSync(path, piece, { flag: 'a' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
