// A change of keys as a test makes it: on the test's database, with a key file in a folder of its
// own.

import { setTimeout as pause } from 'node:timers/promises';
import { newMasterKey, readSecretKeys, writeSecretKeys } from '../config/key-file.ts';
import { createDatabase } from '../database/database.ts';
import { openPool } from '../database/pool.ts';
import { dropKey } from '../keys/drop-key.ts';
import { rotateKeys, usesOf, type KeyWork } from '../keys/rotate-keys.ts';
import type { SealedFields } from '../keys/sealed-columns.ts';
import { createKeyring, type MasterKey, type SecretKeys } from '../security/secrets.ts';
import { heldClock, type HeldClock } from './held-clock.ts';

export type TestKeys = {
  readonly work: KeyWork;
  readonly clock: HeldClock;
  /** The key that the file began with. */
  readonly first: MasterKey;
  readonly put: (keys: SecretKeys) => void;
  readonly drop: (id: string) => Promise<void>;
  /** Changes to a new key, while the servers look at their file; tells its name. */
  readonly rotated: (look: () => Promise<unknown> | undefined) => Promise<string>;
  /** What stands under a key. */
  readonly fieldsUnder: (id: string) => Promise<string[]>;
  readonly close: () => Promise<void>;
};

/** Makes a key file, and opens the database as its owner. */
export function keysForTests(url: string, folder: string, fields: SealedFields): TestKeys {
  const first = newMasterKey('local');
  writeSecretKeys(folder, { current: first, older: [] });
  const read = (): SecretKeys => readSecretKeys(folder);
  const put = (keys: SecretKeys): void => writeSecretKeys(folder, keys);
  const keyring = createKeyring(read());
  const clock = heldClock();
  const database = createDatabase({
    pool: openPool({ url, max: 2 }),
    moment: async () => clock.now(),
    secrets: keyring.secrets,
  });
  const work: KeyWork = { database, keyring, read, write: put, fields, say: () => undefined };
  return {
    work,
    clock,
    first,
    put,
    drop: (id) => dropKey(work, id, 'nothing'),
    rotated: async (look) => {
      const over = new AbortController();
      const looking = (async () => {
        for (; !over.signal.aborted; await pause(20)) await look();
      })();
      const key = await rotateKeys(work).finally(() => over.abort());
      await looking;
      return key;
    },
    fieldsUnder: async (id) =>
      (await usesOf(work)).filter(({ key }) => key === id).map(({ field }) => field),
    close: () => database.close(),
  };
}
