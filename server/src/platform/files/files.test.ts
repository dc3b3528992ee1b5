// Files come back as they were or not at all, and a disk tells nothing about them.

import { mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diskFiles, type FileStore } from './files.ts';

let folder: string;
let files: FileStore;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sycee-files-'));
  files = diskFiles(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const pathOf = (name: string) => join(folder, name.slice(0, 2), name);
const words = Buffer.from('a picture of a family');

test('what is kept is opened, and is not to be read on the disk', async () => {
  const kept = await files.keep(words);
  expect(await files.open(kept)).toEqual(words);
  expect(readFileSync(pathOf(kept.name)).includes('picture')).toBe(false);
  expect(readdirSync(join(folder, kept.name.slice(0, 2)))).toEqual([kept.name]);
});

test('the same bytes are never the same file', async () => {
  const [one, other] = [await files.keep(words), await files.keep(words)];
  expect(one.name).not.toBe(other.name);
  expect(readFileSync(pathOf(one.name))).not.toEqual(readFileSync(pathOf(other.name)));
});

test('a file that was changed, or put in the place of another, is not opened', async () => {
  const [one, other] = [await files.keep(words), await files.keep(words)];
  const bytes = readFileSync(pathOf(one.name));
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  writeFileSync(pathOf(one.name), bytes);
  await expect(files.open(one)).rejects.toThrow();
  const third = await files.keep(words);
  renameSync(pathOf(third.name), pathOf(other.name));
  await expect(files.open({ ...other, key: third.key })).rejects.toThrow();
});

test('what is dropped is gone; dropping it again is nothing', async () => {
  const kept = await files.keep(words);
  await files.drop(kept.name);
  await files.drop(kept.name);
  expect(await files.open(kept)).toBeUndefined();
});

test.each(['../../etc/passwd', 'a/b', '', 'A'.repeat(32), `${'a'.repeat(32)}/x`])(
  'no path gets out of the folder: %s',
  async (name) => {
    await expect(files.open({ name, key: 'x' })).rejects.toThrow('is no name of a file');
  },
);

test('files are listed once they are old enough', async () => {
  const kept = await files.keep(words);
  const soon = performance.timeOrigin + performance.now() + 60_000;
  expect(await listed(soon)).toContain(kept.name);
  expect(await listed(0)).toEqual([]);
});

async function listed(before: number): Promise<string[]> {
  const names: string[] = [];
  for await (const some of files.namesBefore(before)) names.push(...some);
  return names;
}
