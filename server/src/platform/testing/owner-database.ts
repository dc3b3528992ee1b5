// A test's database as its owner works on it, where the commands of the house do.

import { createDatabase } from '../database/database.ts';
import { openPool } from '../database/pool.ts';
import type { Tx } from '../database/transaction.ts';
import { createSecrets } from '../security/secrets.ts';
import { TEST_KEY, type TestDatabase } from '../testing.ts';

/** Runs work in one transaction of the owner. */
export async function ownerTransaction<Done>(
  { url, clock }: Pick<TestDatabase, 'url' | 'clock'>,
  work: (tx: Tx) => Promise<Done>,
): Promise<Done> {
  const database = createDatabase({
    pool: openPool({ url, max: 1 }),
    moment: async () => clock.now(),
    secrets: createSecrets(TEST_KEY),
  });
  try {
    return await database.transact(work);
  } finally {
    await database.close();
  }
}
