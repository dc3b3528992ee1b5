// Whether something must be built again: one digest over all that it is built from.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const DIGEST_FILE = '.inputs';
const NO_INPUT = /^(dist|node_modules)$|\.test\.tsx?$/;

/** The digest of some files and folders below a root, by path and content. */
export function digestOf(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((start) => filesBelow(root, start))) {
    hash
      .update(`${path}\n`)
      .update(readFileSync(join(root, path)))
      .update('\n');
  }
  return hash.digest('hex');
}

/** Whether a folder was built from inputs of this digest. */
export function isBuiltFrom(folder: string, digest: string): boolean {
  const file = join(folder, DIGEST_FILE);
  return existsSync(file) && readFileSync(file, 'utf8') === digest;
}

/** Says, after the build, what a folder was built from. */
export function keepDigest(folder: string, digest: string): void {
  writeFileSync(join(folder, DIGEST_FILE), digest);
}

/** Says, before the build, that the folder is not to be relied on. */
export function forgetDigest(folder: string): void {
  rmSync(join(folder, DIGEST_FILE), { force: true });
}

function filesBelow(root: string, path: string): string[] {
  const whole = join(root, path);
  if (!existsSync(whole)) return [];
  if (statSync(whole).isFile()) return [path];
  return readdirSync(whole)
    .filter((name) => !NO_INPUT.test(name))
    .toSorted()
    .flatMap((name) => filesBelow(root, `${path}/${name}`));
}
