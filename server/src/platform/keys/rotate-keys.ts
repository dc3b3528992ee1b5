// Changes the master key while the bank works: every running server learns the new key, then writes
// with it, then all rows are sealed anew, and at last the old key is needed by nothing. Each step
// can be cut off and taken up again by the same command.

import { setTimeout as pause } from 'node:timers/promises';
import { newMasterKey } from '../config/key-file.ts';
import type { Database } from '../database/transaction.ts';
import type { Keyring, MasterKey, SecretKeys } from '../security/secrets.ts';
import { admitKeys, knownKeys } from './admit-keys.ts';
import { readersOf, type KeySource, type Readers } from './key-readers.ts';
import { keyUses, staleRows, type KeyUse } from './key-usage.ts';
import { beginAgain, resealBatch } from './reseal.ts';
import type { SealedFields, SealedTable } from './sealed-columns.ts';

/** What a change of keys works on. */
export type KeyWork = {
  /** As the owner of the database: the server's role may not rewrite history. */
  readonly database: Database;
  /** The keys the database's secrets work with. */
  readonly keyring: Keyring;
  readonly read: KeySource;
  /** Undefined when the keys stand in settings, which a person changes. */
  readonly write: ((keys: SecretKeys) => void) | undefined;
  readonly fields: SealedFields;
  /** Told how it goes. */
  readonly say: (line: string) => void;
};

const LOOK_EVERY_MS = 300;
const LATE_ROWS_PAUSE_MS = 1_000;
const SAY_EVERY_ROWS = 10_000;

/** Changes to a new key, or goes on with a change that was cut off; tells the key's name. */
export async function rotateKeys(work: KeyWork): Promise<string> {
  const next = await nextKey(work);
  await untilAll(work, next.id, 'reading', 'can read it');
  takeUp(work, next);
  await work.database.transact((tx) => admitKeys(tx, work.keyring.keys()));
  await untilAll(work, next.id, 'writing', 'write with it');
  await settle(work.database, next.id);
  for (const table of work.fields.tables) await resealTable(work, table, next.id);
  return next.id;
}

/** Every key that is needed, field by field. */
export function usesOf({ database, fields }: Pick<KeyWork, 'database' | 'fields'>) {
  return database.read(async (tx): Promise<KeyUse[]> => {
    await tx.query('set local statement_timeout = 0');
    const ids = (await knownKeys(tx)).map(({ id }) => id);
    return keyUses(tx, fields, ids);
  });
}

async function nextKey(work: KeyWork): Promise<MasterKey> {
  const keys = work.read();
  work.keyring.replace(keys);
  const known = await work.database.transact(async (tx) => {
    await admitKeys(tx, keys);
    return knownKeys(tx);
  });
  if (work.write === undefined) return keys.current;
  const added = keys.older.find(({ id }) => !known.some((key) => key.id === id));
  if (added !== undefined) return added;
  const uses = await usesOf(work);
  if (uses.some(({ key }) => key !== null && key !== keys.current.id)) {
    work.say(`going on with the change to '${keys.current.id}'`);
    return keys.current;
  }
  const names = new Set([...known, keys.current, ...keys.older].map(({ id }) => id));
  const next = newMasterKey(freeName(names));
  work.write({ current: keys.current, older: [...keys.older, next] });
  work.say(`made the key '${next.id}'`);
  return next;
}

function freeName(taken: ReadonlySet<string>): string {
  for (let number = taken.size + 1; ; number++) {
    if (!taken.has(`k${number}`)) return `k${number}`;
  }
}

/** Puts the new key first, where the servers look. */
function takeUp({ read, write, keyring }: KeyWork, next: MasterKey): void {
  const { current, older } = read();
  const others = [current, ...older].filter(({ id }) => id !== next.id);
  if (current.id !== next.id) write?.({ current: next, older: others });
  keyring.replace({ current: next, older: others });
}

async function untilAll(
  { database, say, write }: KeyWork,
  key: string,
  doing: 'reading' | 'writing',
  words: string,
): Promise<void> {
  let said = '';
  for (;;) {
    const readers: Readers = await database.read((tx) => readersOf(tx, key));
    const line = `'${key}': ${readers[doing]} of ${readers.servers} running servers ${words}`;
    if (line !== said) say(line);
    said = line;
    if (readers[doing] === readers.servers) return;
    if (write === undefined) say('restart the others with the new settings; this waits for them');
    await pause(LOOK_EVERY_MS);
  }
}

async function settle(database: Database, key: string): Promise<void> {
  await database.transact((tx) =>
    tx.query(
      `update platform.keys set settled_xid = pg_current_xact_id()
       where id = $1 and settled_xid is null`,
      [key],
    ),
  );
}

async function resealTable(work: KeyWork, table: SealedTable, key: string): Promise<void> {
  const { database, say } = work;
  for (let seen = 0, changed = 0, saidAt = 0; ;) {
    const batch = await database.transact((tx) => resealBatch(tx, table, key));
    seen += batch.seen;
    changed += batch.changed;
    if (batch.isLast || seen - saidAt >= SAY_EVERY_ROWS) {
      say(`${table.table}: ${seen} rows seen, ${changed} sealed anew`);
      saidAt = seen;
    }
    if (!batch.isLast) continue;
    const late = await lateRows(work, table, key);
    if (late === 0) return;
    say(`${table.table}: ${late} rows were in use and are taken next`);
    await pause(LATE_ROWS_PAUSE_MS);
    await database.transact((tx) => beginAgain(tx, table, key));
  }
}

/** Rows that a pass has left; what bears no key's name cannot be sealed anew and is not counted. */
async function lateRows({ database }: KeyWork, table: SealedTable, key: string): Promise<number> {
  return database.read(async (tx) => {
    await tx.query('set local statement_timeout = 0');
    return staleRows(tx, table, key);
  });
}
