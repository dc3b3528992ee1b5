// Every running server says which keys it can read, and takes over keys that were put into its key
// file while it runs. A change of keys waits for them, so that no field is sealed with a key that
// some server does not have yet.

import { randomUUID } from 'node:crypto';
import type { Database, Tx } from '../database/transaction.ts';
import type { Log } from '../observe/log.ts';
import type { Keyring, SecretKeys } from '../security/secrets.ts';
import type { Worker } from '../workers/worker.ts';
import { admitKeys } from './admit-keys.ts';

/** Where a process finds its keys; asked again and again, because a file may change. */
export type KeySource = () => SecretKeys;

export type KeyReader = {
  /** Looks for changed keys, and says that it is still here. */
  readonly worker: Worker;
  /** Says that it is gone. */
  readonly leave: (database: Database) => Promise<void>;
};

/** A server that has said nothing for so long is not running any more. */
const GONE_AFTER_SECONDS = 90;
const LOOK_EVERY_MS = 1_000;
const SPEAK_EVERY_MS = 20_000;

/** Admits the keys a server starts with, and tells the others that it reads them. */
export async function enterKeyReader(
  database: Database,
  keyring: Keyring,
  source: KeySource,
  log: Log,
): Promise<KeyReader> {
  const reader = randomUUID();
  await database.transact(async (tx) => {
    await admitKeys(tx, keyring.keys());
    await announce(tx, reader, keyring.keys());
  });
  let spokenAt = performance.now();
  return {
    worker: {
      name: 'platform.keys',
      everyMs: LOOK_EVERY_MS,
      run: async () => {
        const keys = source();
        const isNew = !isSame(keys, keyring.keys());
        if (!isNew && performance.now() - spokenAt < SPEAK_EVERY_MS) return false;
        if (isNew) await database.transact((tx) => admitKeys(tx, keys));
        // Used first, announced second: who waits for the word relies on it.
        keyring.replace(keys);
        await database.transact((tx) => announce(tx, reader, keys));
        spokenAt = performance.now();
        if (isNew) log.info({ keys: namesOf(keys) }, 'the master keys were changed');
        return false;
      },
    },
    leave: (leaving) =>
      leaving.transact(async (tx) => {
        await tx.query('delete from platform.key_readers where reader = $1', [reader]);
      }),
  };
}

function isSame(one: SecretKeys, other: SecretKeys): boolean {
  const [left, right] = [one, other].map(({ current, older }) => [current, ...older]);
  return (
    left?.length === right?.length &&
    (left ?? []).every(({ id, key }, place) => {
      const there = right?.[place];
      return there?.id === id && there.key.equals(key);
    })
  );
}

function namesOf({ current, older }: SecretKeys): string {
  return [current, ...older].map(({ id }) => id).join(', ');
}

async function announce(tx: Tx, reader: string, { current, older }: SecretKeys): Promise<void> {
  await tx.query(
    `insert into platform.key_readers (reader, current_key, known_keys, seen_at)
     values ($1, $2, $3, clock_timestamp())
     on conflict (reader) do update
     set current_key = $2, known_keys = $3, seen_at = clock_timestamp()`,
    [reader, current.id, [current.id, ...older.map(({ id }) => id)]],
  );
  await tx.query(
    `delete from platform.key_readers
      where seen_at < clock_timestamp() - make_interval(secs => $1)`,
    [GONE_AFTER_SECONDS],
  );
}

export type Readers = {
  readonly servers: number;
  /** How many of them can read the key. */
  readonly reading: number;
  /** How many of them write with it. */
  readonly writing: number;
};

/** What the running servers say about a key. */
export async function readersOf(tx: Pick<Tx, 'query'>, key: string): Promise<Readers> {
  const [row] = await tx.query<Record<keyof Readers, bigint>>(
    `select count(*) as servers, count(*) filter (where $1 = any (known_keys)) as reading,
       count(*) filter (where current_key = $1) as writing
     from platform.key_readers
     where seen_at > clock_timestamp() - make_interval(secs => $2)`,
    [key, GONE_AFTER_SECONDS],
  );
  const { servers = 0n, reading = 0n, writing = 0n } = row ?? {};
  return { servers: Number(servers), reading: Number(reading), writing: Number(writing) };
}
