// The ledger's door on a real database, told as a test tells the rules in memory.

import type { TestDatabase } from '../../../platform/testing.ts';
import { openAccounts } from '../open-accounts.ts';
import { pendingExpiry } from '../pending-expiry.ts';
import { post } from '../post.ts';
import { accountsById, transfersById } from '../store-lookups.ts';
import type { Subject } from './subject.ts';

/** The door, each call in a transaction of its own. */
export function subjectInDatabase({ database, clock }: TestDatabase): Subject {
  return {
    openAccounts: (asked) => database.transact((tx) => openAccounts(tx, asked)),
    post: (asked) => database.transact((tx) => post(tx, asked)),
    account: async (id) => (await database.read((tx) => accountsById(tx, [id])))[0],
    transfer: async (id) => (await database.read((tx) => transfersById(tx, [id])))[0],
    pass: async (seconds) => {
      clock.advance(seconds);
      await pendingExpiry.run(database);
    },
  };
}
