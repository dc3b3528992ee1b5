// Lets old transfers leave the books for files, step by step: write a file and make it safe, then
// remove in one transaction what is in it. Killed anywhere, it goes on where it was: the books know
// which files have left them, and everything else in the folder is written again.

import { setTimeout as pause } from 'node:timers/promises';
import type { Query } from '#platform';
import {
  holds,
  nameOf,
  readManifest,
  readText,
  sha256Of,
  writeManifest,
  writeText,
} from './folder.ts';
import {
  archiveFiles,
  nextStep,
  previewOf,
  removeStep,
  reuseSpace,
  takeTime,
  textOf,
  tryForArchive,
  type ArchiveFile,
  type ArchivePreview,
} from './store.ts';

export type ArchiveOptions = {
  /** Everything settled before this timestamp leaves, but for the last day of the books. */
  readonly before: bigint;
  readonly folder: string;
  /** Transfers in a file, and so in a transaction. */
  readonly atOnce?: number;
  /** Rests after each step for as long as the step took, so that the bank has the disk, too. */
  readonly restful?: boolean;
  readonly onStep?: (step: ArchivedStep) => void;
};

export type ArchivedStep = {
  readonly file: string;
  readonly until: bigint;
  /** So far, in this run. */
  readonly transfers: number;
};

const AT_ONCE = 50_000;

/** What would leave the books; changes nothing. */
export async function previewArchive(query: Query, before: bigint): Promise<ArchivePreview> {
  await takeTime(query);
  return previewOf(query, before - 1n);
}

/**
 * Archives on a connection of the owner, which it needs for itself; answers how many transfers left
 * the books. Raises an Error where the folder is not the one that the archive is in.
 */
export async function writeArchive(query: Query, options: ArchiveOptions): Promise<number> {
  const { before, folder, atOnce = AT_ONCE, restful = false, onStep } = options;
  await takeTime(query);
  if (!(await tryForArchive(query))) throw new Error('somebody else is archiving these books');
  const files = await archiveFiles(query);
  await requireSameArchive(folder, files);
  let transfers = 0;
  for (let number = files.length + 1; ; number++) {
    const started = performance.now();
    const step = await nextStep(query, before - 1n, atOnce);
    if (step.standing === 0) break;
    const sha256 = await writeText(folder, number, await textOf(query, step));
    transfers += await removeStep(query, number, step, sha256);
    await writeManifest(folder, await archiveFiles(query));
    onStep?.({ file: nameOf(number), until: step.upto, transfers });
    if (restful) await pause(performance.now() - started);
  }
  if (transfers > 0) await reuseSpace(query);
  return transfers;
}

/** The archive is one: its next file belongs beside the others, and a manifest may lag behind. */
async function requireSameArchive(folder: string, files: readonly ArchiveFile[]): Promise<void> {
  const listed = await readManifest(folder);
  const stranger = listed.find((one, index) => one.chain !== files[index]?.chain);
  if (stranger !== undefined) {
    throw new Error(`${folder} holds an archive of other books: ${nameOf(stranger.number)}`);
  }
  for (const file of files) {
    const isThere = holds(folder, file.number);
    if (!isThere) {
      throw new Error(`${folder} lacks ${nameOf(file.number)}: name the folder of the archive`);
    }
  }
  for (const { number, sha256 } of files.slice(listed.length)) {
    if (sha256Of(await readText(folder, number)).toString('hex') === sha256) continue;
    throw new Error(`${nameOf(number)} in ${folder} is not the file that left the books`);
  }
  if (listed.length < files.length) await writeManifest(folder, files);
}
