// The folder of an archive: numbered files of compressed text, and a manifest that lists them. A
// file is complete or has another name, whenever the process or the machine dies.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { COLUMNS } from './archived-transfer.ts';
import type { ArchiveFile } from './store.ts';

const FORMAT = 'sycee-ledger-archive/1';
const MANIFEST = 'manifest.json';

/** The name of a file, which sorts by its number. */
export function nameOf(number: number): string {
  return `transfers-${String(number).padStart(6, '0')}.tsv.gz`;
}

/** The hash of a text. */
export function sha256Of(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

/** The chain up to a file: its hash follows on that of the file before. */
export function chainOf(before: string, sha256: string): string {
  return createHash('sha256')
    .update(Buffer.from(before + sha256, 'hex'))
    .digest('hex');
}

/** Writes the text of a file and reads it back from the disk; answers its hash. */
export async function writeText(folder: string, number: number, text: string): Promise<Buffer> {
  await mkdir(folder, { recursive: true });
  await replace(folder, nameOf(number), await promisify(gzip)(text));
  const sha256 = sha256Of(text);
  if (!sha256Of(await readText(folder, number)).equals(sha256)) {
    throw new Error(`${join(folder, nameOf(number))} does not read as it was written`);
  }
  return sha256;
}

/** The text of a file. */
export async function readText(folder: string, number: number): Promise<string> {
  const bytes = await readFile(join(folder, nameOf(number)));
  return (await promisify(gunzip)(bytes)).toString('utf8');
}

export function holds(folder: string, number: number): boolean {
  return existsSync(join(folder, nameOf(number)));
}

/** Writes the manifest of the files that left the books. */
export async function writeManifest(folder: string, files: readonly ArchiveFile[]): Promise<void> {
  const manifest = {
    format: FORMAT,
    columns: COLUMNS,
    files: files.map((file) => ({
      ...file,
      name: nameOf(file.number),
      after: String(file.after),
      until: String(file.until),
    })),
  };
  await mkdir(folder, { recursive: true });
  await replace(folder, MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
}

/** The files that a folder's manifest lists; none where there is no manifest. */
export async function readManifest(folder: string): Promise<ArchiveFile[]> {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return [];
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
  if (manifest.format !== FORMAT) throw new Error(`${path} is not of the format ${FORMAT}`);
  return manifest.files.map(({ number, after, until, transfers, sha256, chain }) => ({
    number,
    after: BigInt(after),
    until: BigInt(until),
    transfers,
    sha256,
    chain,
  }));
}

type Manifest = {
  readonly format: string;
  readonly files: readonly (Omit<ArchiveFile, 'after' | 'until'> & {
    readonly after: string;
    readonly until: string;
  })[];
};

/** What was under the name before stays there until the new one is safe on the disk. */
async function replace(folder: string, name: string, bytes: Buffer): Promise<void> {
  const part = join(folder, `${name}.part`);
  const file = await open(part, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, join(folder, name));
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
