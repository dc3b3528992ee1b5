// Proves an archive: every file is as it left the books, the files follow on one another, and,
// where the books are at hand, what is in them is exactly what the books carry forward.

import type { Query } from '#platform';
import { moves, readTransfers, type ArchivedTransfer } from './archived-transfer.ts';
import { chainOf, holds, nameOf, readManifest, readText, sha256Of } from './folder.ts';
import {
  archiveFiles,
  carriedSums,
  countArchivedIds,
  takeTime,
  type ArchiveFile,
} from './store.ts';
import { archivedIds } from '../store-lookups.ts';

export type VerifiedArchive = {
  readonly files: number;
  readonly transfers: number;
  /** What is wrong, in words; empty when nothing is. */
  readonly faults: readonly string[];
};

type Sums = Map<string, { debitsMinor: bigint; creditsMinor: bigint }>;

/** Verifies a folder by itself, and against the books when there is a connection to them. */
export async function verifyArchive(
  folder: string,
  query: Query | undefined,
  onFile: (name: string) => void = () => undefined,
): Promise<VerifiedArchive> {
  if (query !== undefined) await takeTime(query);
  const listed = await readManifest(folder);
  const faults: string[] =
    query === undefined ? [] : faultsInList(listed, await archiveFiles(query));
  const sums: Sums = new Map();
  let transfers = 0;
  let before: ArchiveFile | undefined;
  for (const file of listed) {
    const name = nameOf(file.number);
    onFile(name);
    const text = await readOrSay(folder, file, faults);
    if (text !== undefined) {
      const { found, ids } = addUp(text, file, sums, faults);
      transfers += found;
      if (query !== undefined && (await archivedIds({ query }, ids)).length !== ids.length) {
        faults.push(`${name}: the books do not know all of its ids`);
      }
    }
    if (file.number !== (before?.number ?? 0) + 1 || file.after !== (before?.until ?? 0n)) {
      faults.push(`${name}: it does not follow on the file before`);
    }
    if (file.chain !== chainOf(before?.chain ?? '', file.sha256)) {
      faults.push(`${name}: the chain of hashes is broken`);
    }
    before = file;
  }
  if (query !== undefined) {
    faults.push(...(await faultsInSums(query, sums)));
    const kept = await countArchivedIds(query);
    if (kept !== transfers) faults.push(`the books keep ${kept} ids, the files have ${transfers}`);
  }
  return { files: listed.length, transfers, faults };
}

async function readOrSay(
  folder: string,
  { number, sha256 }: ArchiveFile,
  faults: string[],
): Promise<string | undefined> {
  const name = nameOf(number);
  if (!holds(folder, number)) {
    faults.push(`${name}: it is missing`);
    return undefined;
  }
  try {
    const text = await readText(folder, number);
    if (sha256Of(text).toString('hex') === sha256) return text;
    faults.push(`${name}: it was changed`);
  } catch (error) {
    faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return undefined;
}

function addUp(text: string, file: ArchiveFile, sums: Sums, faults: string[]) {
  const ids: string[] = [];
  for (const one of readTransfers(text)) {
    ids.push(one.id);
    const isInside = one.timestamp > file.after && one.timestamp <= file.until;
    if (moves(one)) add(sums, one);
    if (!isInside && (moves(one) || one.timestamp > file.until)) {
      faults.push(`${nameOf(file.number)}: transfer ${one.id} is not of its time`);
    }
  }
  if (ids.length !== file.transfers) {
    faults.push(`${nameOf(file.number)}: ${ids.length} transfers instead of ${file.transfers}`);
  }
  return { found: ids.length, ids };
}

function add(sums: Sums, { debitAccountId, creditAccountId, amountMinor }: ArchivedTransfer): void {
  sumsOf(sums, debitAccountId).debitsMinor += amountMinor;
  sumsOf(sums, creditAccountId).creditsMinor += amountMinor;
}

function sumsOf(sums: Sums, accountId: string) {
  const standing = sums.get(accountId);
  if (standing !== undefined) return standing;
  const fresh = { debitsMinor: 0n, creditsMinor: 0n };
  sums.set(accountId, fresh);
  return fresh;
}

function faultsInList(listed: readonly ArchiveFile[], kept: readonly ArchiveFile[]): string[] {
  const missing = kept.slice(listed.length).map(({ number }) => nameOf(number));
  const others = listed.filter((one, index) => one.chain !== kept[index]?.chain);
  return [
    ...missing.map((name) => `${name}: it left the books, and the manifest does not list it`),
    ...others.map(({ number }) => `${nameOf(number)}: it is not the one that left the books`),
  ];
}

async function faultsInSums(query: Query, sums: Sums): Promise<string[]> {
  const carried = await carriedSums(query);
  return [...new Set([...carried.keys(), ...sums.keys()])]
    .filter((id) => {
      const [ours, theirs] = [sums.get(id), carried.get(id)];
      return (
        ours?.debitsMinor !== theirs?.debitsMinor || ours?.creditsMinor !== theirs?.creditsMinor
      );
    })
    .map((id) => `account ${id}: the books carry other sums than the files have`);
}
