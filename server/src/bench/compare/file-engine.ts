// The machine's own limit: a ledger in memory with nothing under it but an appended file and one
// fsync a batch. No database can be faster here; how near one comes is worth knowing.

import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { NewTransfer } from '#ledger';
import { batchQueue, type Outcome } from '#platform';
import type { OpenDesign } from './designs.ts';

const BATCH_MAX = 8_000;

/** Opens a file in a folder of the disk that is measured; closing removes it. */
export async function fileEngine(folder: string): Promise<OpenDesign> {
  await mkdir(folder, { recursive: true });
  const place = await mkdtemp(join(folder, 'fsync-'));
  const file = await open(join(place, 'log'), 'a');
  const balances = new Map<string, bigint>();
  const seen = new Set<string>();
  const add = (id: string, amount: bigint): void =>
    void balances.set(id, (balances.get(id) ?? 0n) + amount);
  const apply = (one: NewTransfer): string => {
    if (seen.has(one.id)) throw new Error(`${one.id} was made before`);
    seen.add(one.id);
    add(one.debitAccountId, -one.amountMinor);
    add(one.creditAccountId, one.amountMinor);
    return lineOf(one);
  };
  // As the engines do it: what is submitted while the file is written becomes the next batch.
  const queue = batchQueue<readonly NewTransfer[], void>({
    work: async (batch): Promise<Outcome<void>[]> => {
      await file.write(batch.map((transfers) => transfers.map(apply).join('')).join(''));
      await file.datasync();
      return batch.map(() => ({ answer: undefined }));
    },
    weightOf: (transfers) => transfers.length,
    batchMax: BATCH_MAX,
    waitingMax: Number.MAX_SAFE_INTEGER,
    writers: 1,
    overloaded: () => new Error('the queue of the file is full'),
  });
  return {
    make: queue.put,
    close: async () => {
      await queue.close();
      await file.close();
      await rm(place, { recursive: true });
    },
  };
}

function lineOf({ id, debitAccountId, creditAccountId, amountMinor, code }: NewTransfer): string {
  return `${id} ${debitAccountId} ${creditAccountId} ${amountMinor} ${code}\n`;
}
