// The keys a process has are compared with those the database was sealed with, before it writes
// anything: an old key file put back, a key left out, or another key under a known name would each
// make fields that nobody can read.

import type { Tx } from '../database/transaction.ts';
import { fingerprintOf, type SecretKeys } from '../security/secrets.ts';

/** Keys that this database must not be worked on with; its message says what to do. */
class KeysNotAdmitted extends Error {
  override readonly name = 'KeysNotAdmitted';
}

export type KnownKey = {
  readonly id: string;
  readonly fingerprint: Buffer;
  readonly superseded: boolean;
  readonly dropped: boolean;
};

/** The keys of this database, oldest first. */
export async function knownKeys(tx: Pick<Tx, 'query'>): Promise<KnownKey[]> {
  return tx.query<KnownKey>(
    `select id, fingerprint, superseded_at is not null as superseded,
       dropped_at is not null as dropped from platform.keys order by taken_up_at, id`,
  );
}

/**
 * Goes on with keys that fit the database, and notes a new current one. Raises KeysNotAdmitted.
 */
export async function admitKeys(tx: Tx, keys: SecretKeys): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('sycee keys', 0))`);
  const known = await knownKeys(tx);
  const problem = problemOf(known, keys);
  if (problem !== undefined) throw new KeysNotAdmitted(`the master keys do not fit: ${problem}`);
  if (known.some(({ id }) => id === keys.current.id)) return;
  // A database from before keys were noted: what it is given as older keys was in use.
  if (known.length === 0) for (const key of keys.older.toReversed()) await take(tx, key);
  await take(tx, keys.current);
}

async function take(tx: Tx, key: SecretKeys['current']): Promise<void> {
  await tx.query(
    `update platform.keys set superseded_at = clock_timestamp() where superseded_at is null`,
  );
  await tx.query(
    `insert into platform.keys (id, fingerprint, taken_up_at) values ($1, $2, clock_timestamp())`,
    [key.id, fingerprintOf(key)],
  );
}

function problemOf(known: readonly KnownKey[], keys: SecretKeys): string | undefined {
  const given = [keys.current, ...keys.older];
  const names = given.map(({ id }) => id);
  const twice = names.find((id, place) => names.indexOf(id) !== place);
  if (twice !== undefined) return `two keys are named '${twice}'`;
  for (const row of known) {
    const key = given.find(({ id }) => id === row.id);
    if (key === undefined && !row.dropped) {
      return `'${row.id}' is missing, and fields are sealed with it: put it back`;
    }
    if (key !== undefined && row.dropped) {
      return `'${row.id}' was dropped and is not accepted any more: take it out`;
    }
    if (key !== undefined && !fingerprintOf(key).equals(row.fingerprint)) {
      return `'${row.id}' is another key than the one this database knows by that name`;
    }
  }
  const current = known.find(({ id }) => id === keys.current.id);
  const newest = known.find(({ superseded }) => !superseded);
  if (current?.superseded !== true) return undefined;
  return (
    `'${keys.current.id}' was replaced by '${newest?.id ?? ''}': an old key file or setting was ` +
    'put back; write with the newer key, and keep this one as an older one'
  );
}
