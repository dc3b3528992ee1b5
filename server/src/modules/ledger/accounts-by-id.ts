// Looks accounts up.

import type { Tx } from '#platform';
import type { Account } from './account.ts';
import { accountOf, type AccountRow } from './rows.ts';

/** The accounts of some ids, in no particular order; unknown ids are left out. Takes no lock. */
export async function accountsById(tx: Tx, ids: readonly string[]): Promise<Account[]> {
  const rows = await tx.query<AccountRow>('select * from ledger.accounts where id = any ($1)', [
    ids,
  ]);
  return rows.map(accountOf);
}
