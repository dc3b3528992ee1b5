// A connection of the owner to a test's database, as commands that change what the server may not
// have one.

import { createDatabase } from '../database/database.ts';
import { openPool } from '../database/pool.ts';
import type { Session } from '../database/transaction.ts';
import { createSecrets } from '../security/secrets.ts';
import { TEST_KEY, type TestDatabase } from '../testing.ts';

/** Connects as the owner; close it before the database. */
export async function ownerSession({ url, clock }: TestDatabase): Promise<Session> {
  const database = createDatabase({
    pool: openPool({ url, max: 1 }),
    moment: async () => clock.now(),
    secrets: createSecrets(TEST_KEY),
  });
  const session = await database.connect();
  const close = async (): Promise<void> => {
    await session.close();
    await database.close();
  };
  return { ...session, close };
}
