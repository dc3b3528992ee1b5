// The ledger's door on a real database, told as a test tells the rules in memory.

import type { TestDatabase } from '../../../platform/testing.ts';
import type { Engine } from '../engine.ts';
import { openAccounts } from '../open-accounts.ts';
import { pendingExpiry } from '../pending-expiry.ts';
import { post } from '../post.ts';
import { accountsById, transfersById } from '../store-lookups.ts';
import type { Subject } from './subject.ts';

/** The door's `post`, each call in a transaction of its own. */
export function subjectInDatabase(bank: TestDatabase): Subject {
  const { database } = bank;
  return { ...common(bank), post: (asked) => database.transact((tx) => post(tx, asked)) };
}

/** The door's `submit` on an engine; each call is one submission. */
export function subjectOfEngine(bank: TestDatabase, engine: Engine): Subject {
  return { ...common(bank), post: (transfers) => engine.submit({ transfers }) };
}

/** What is the same through either: opening, looking, and the passing of time. */
function common({ database, clock }: TestDatabase): Omit<Subject, 'post'> {
  return {
    openAccounts: (asked) => database.transact((tx) => openAccounts(tx, asked)),
    account: async (id) => (await database.read((tx) => accountsById(tx, [id])))[0],
    transfer: async (id) => (await database.read((tx) => transfersById(tx, [id])))[0],
    pass: async (seconds) => {
      clock.advance(seconds);
      await pendingExpiry.run(database);
    },
  };
}
