// Work nobody waits for: expiring, delivering, asking a partner again. A worker runs on its own
// rhythm and whenever a topic it waits for is published.

import type { Database } from '../database/transaction.ts';

export type Worker = {
  readonly name: string;
  /** The longest pause between two runs, in machine time. */
  readonly everyMs: number;
  /** Topics whose events wake it at once. */
  readonly wakeOn?: readonly string[];
  /** One round; true when there is more to do at once. Processes share work by SKIP LOCKED. */
  readonly run: (database: Database) => Promise<boolean>;
};
