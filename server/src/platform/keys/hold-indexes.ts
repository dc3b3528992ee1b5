// A blind index that must be unique is only unique under one key. While keys change, equal values
// may stand under two; so whoever adds one holds all its forms first, and looks for each.

import type { Tx } from '../database/transaction.ts';

/**
 * Holds a value until the commit, whichever keys the other processes write with, and answers the
 * forms to look for before adding it.
 */
export async function holdIndexes(tx: Tx, plain: string, context: string): Promise<Buffer[]> {
  const forms = tx.secrets.blindIndexes(plain, context);
  const locks = forms.map((form) => form.readBigInt64BE(form.length - 8));
  await tx.query(
    `select pg_advisory_xact_lock(held.key)
       from (select distinct key from unnest($1::bigint[]) as key order by 1 offset 0) as held`,
    [locks],
  );
  return forms;
}
