// What the commands about keys stand on: the owner's connection to the bank's database, and the
// keys where the configuration has them.

import { readSecretKeys, writeSecretKeys } from '../config/key-file.ts';
import type { Config } from '../config/config.ts';
import { createDatabase } from '../database/database.ts';
import { reach } from '../database/open-postgres.ts';
import { openPool } from '../database/pool.ts';
import type { Log } from '../observe/log.ts';
import { createKeyring } from '../security/secrets.ts';
import { businessClock } from '../time/business-clock.ts';
import { machineClock } from '../time/machine-clock.ts';
import type { KeyWork } from './rotate-keys.ts';
import type { SealedFields } from './sealed-columns.ts';

type Settings = Pick<Config, 'dataDir' | 'databaseUrl' | 'migrationDatabaseUrl' | 'secretKeys'>;

/** Starts or adopts the database, as the owner of it. */
export async function openKeyWork(
  settings: Settings,
  { fields, say, log }: { fields: SealedFields; say: (line: string) => void; log: Log },
): Promise<KeyWork & { readonly close: () => Promise<void> }> {
  const { dataDir, secretKeys } = settings;
  const read = () => secretKeys ?? readSecretKeys(dataDir);
  const keyring = createKeyring(read());
  const postgres = await reach(settings, log);
  const pool = openPool({ url: settings.migrationDatabaseUrl ?? postgres.url, max: 2 });
  // A sandbox's clock may be ahead; what it waits for passes by that clock.
  const moment = businessClock(machineClock, true).moment;
  const database = createDatabase({ pool, moment, secrets: keyring.secrets });
  return {
    database,
    keyring,
    read,
    write: secretKeys === undefined ? (keys) => writeSecretKeys(dataDir, keys) : undefined,
    fields,
    say,
    close: async () => {
      await database.close();
      await postgres.stop();
    },
  };
}
