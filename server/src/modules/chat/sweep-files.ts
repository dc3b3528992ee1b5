// Files that nobody can open any more leave the disk: recalled ones, those that were brought and
// never said, and those whose server died before it had written them down.

import { addSeconds } from '@sycee/kit';
import { machineClock, type FileStore, type Worker } from '#platform';
import { forgetUnsaid, selectOrphans } from './store-attachments.ts';

const DAY_SECONDS = 86_400;
const UNSAID_AT_ONCE = 500;

/** Sweeps once an hour. */
export function fileSweeper(files: FileStore): Worker {
  return {
    name: 'chat-file-sweeper',
    everyMs: 3_600_000,
    run: async (database) => {
      const forgotten = await database.transact((tx) =>
        forgetUnsaid(tx, addSeconds(tx.now, -DAY_SECONDS), UNSAID_AT_ONCE),
      );
      // A file's age is that of the disk's clock, not the bank's: one that is just being written
      // down must not look old.
      const before = machineClock.now() - DAY_SECONDS * 1_000;
      for await (const names of files.namesBefore(before)) {
        const orphans = await database.read((tx) => selectOrphans(tx, names));
        for (const name of orphans) await files.drop(name);
      }
      return forgotten === UNSAID_AT_ONCE;
    },
  };
}
