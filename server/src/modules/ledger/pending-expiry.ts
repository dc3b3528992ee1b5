// Frees what pending transfers hold once the business clock has passed their time.

import type { Worker } from '#platform';
import { memoryOf } from './memory/at-home.ts';
import { expirePending } from './store-holds.ts';

const AT_ONCE = 1000;

/** The ledger's worker; without it nothing would expire until somebody posts or voids. */
export const pendingExpiry: Worker = {
  name: 'ledger-pending-expiry',
  everyMs: 1000,
  run: async (database) => {
    const memory = memoryOf(database);
    if (memory !== undefined) return (await memory.expire(AT_ONCE)) === AT_ONCE;
    const expired = await database.transact((tx) => expirePending(tx, AT_ONCE));
    return expired.length === AT_ONCE;
  },
};
