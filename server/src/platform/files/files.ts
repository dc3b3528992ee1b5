// Files at rest, behind a port: each under a random name and a key of its own. A stolen disk shows
// nothing, no name that anybody chose reaches the disk, and whoever forgets the key has deleted the
// file, backups included.

import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { newKey, openBytes, sealBytes } from '../security/sealed-bytes.ts';

/** Where a file is, and what opens it; the key belongs into a sealed column. */
export type KeptFile = { readonly name: string; readonly key: string };

export type FileStore = {
  /** Keeps bytes; when it resolves they are on the disk. */
  readonly keep: (bytes: Uint8Array) => Promise<KeptFile>;
  /** The bytes; undefined when the file is gone. Raises an Error when it was changed. */
  readonly open: (file: KeptFile) => Promise<Buffer | undefined>;
  /** Deletes a file, if it is there. */
  readonly drop: (name: string) => Promise<void>;
  /** The names of the files that were written before a moment of the disk's clock, by parts. */
  readonly namesBefore: (at: number) => AsyncIterable<string[]>;
};

const NAME = /^[0-9a-f]{32}$/;

/** Keeps files below a folder of this machine, or one that all servers share. */
export function diskFiles(folder: string): FileStore {
  const folderOf = (name: string): string => join(folder, name.slice(0, 2));
  const pathOf = (name: string): string => {
    if (!NAME.test(name)) throw new RangeError(`files: '${name}' is no name of a file`);
    return join(folderOf(name), name);
  };
  return {
    keep: async (bytes) => {
      const [name, key] = [randomBytes(16).toString('hex'), newKey()];
      await mkdir(folderOf(name), { recursive: true, mode: 0o700 });
      // The name is bound to the content: no file can be put in the place of another.
      await writeSurely(pathOf(name), sealBytes(key, bytes, name));
      return { name, key: Buffer.from(key).toString('base64url') };
    },
    open: async ({ name, key }) => {
      const bytes = await readFile(pathOf(name)).catch(unlessMissing);
      return bytes && openBytes(Buffer.from(key, 'base64url'), bytes, name);
    },
    drop: (name) => rm(pathOf(name), { force: true }),
    namesBefore: async function* (at) {
      for (const part of (await readdir(folder).catch(unlessMissing)) ?? []) {
        yield await oldIn(join(folder, part), at);
      }
    },
  };
}

async function oldIn(home: string, at: number): Promise<string[]> {
  const names = (await readdir(home)).filter((name) => NAME.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      const { mtimeMs } = (await stat(join(home, name)).catch(unlessMissing)) ?? {};
      return mtimeMs !== undefined && mtimeMs < at ? [name] : [];
    }),
  );
  return found.flat();
}

/** A file is there as a whole or not at all, whatever dies meanwhile. */
async function writeSurely(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.draft`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

function unlessMissing(error: unknown): undefined {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  if (!isMissing) throw error;
}
