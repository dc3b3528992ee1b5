// Writes the lines of statements behind the commits, so that no payment waits for them.

import type { Worker } from '#platform';
import { memoryOf } from './memory/at-home.ts';
import { foldBehindMark } from './store-fold.ts';

const AT_ONCE = 50_000;

/** The worker of engine sql; without it statements stay exact and grow slow. */
export const lineWriter: Worker = {
  name: 'ledger-line-writer',
  everyMs: 500,
  run: async (database) => {
    // Engine memory folds by itself, and would find the fold taken while this one looks in.
    if (memoryOf(database) !== undefined) return false;
    return (await database.transact((tx) => foldBehindMark(tx, AT_ONCE))).more;
  },
};
