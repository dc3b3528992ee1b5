// An old key goes when nothing needs it: no field, no event on its way, no server, and no
// transaction that was under way when the servers changed.

import type { Tx } from '../database/transaction.ts';
import { knownKeys } from './admit-keys.ts';
import { readersOf } from './key-readers.ts';
import { usesOf, type KeyWork } from './rotate-keys.ts';

/**
 * Fields of before keys had names need the key of then, and cannot be sealed anew by the bank
 * alone: a PIN must be entered, a card number given. Whoever drops that key may choose to lose
 * them.
 */
export type Losing = 'nothing' | 'unnamed fields';

/** Why a key cannot be dropped now; empty when it can. */
async function needsOf(work: KeyWork, id: string, losing: Losing): Promise<string[]> {
  const known = await work.database.read(knownKeys);
  const key = known.find((one) => one.id === id);
  if (key === undefined) return [`this database knows no key '${id}'`];
  if (!key.superseded) return [`'${id}' is what the bank writes with`];
  const uses = (await usesOf(work)).filter(
    ({ key: needed }) => needed === id || (needed === null && losing === 'nothing'),
  );
  const fields = uses.map(({ field, rows, key: named }) =>
    named === null ? `${field}: ${rows} rows of before keys had names` : `${field}: ${rows} rows`,
  );
  const { writing, unsettled } = await work.database.read(async (tx) => ({
    writing: (await readersOf(tx, id)).writing,
    unsettled: await isUnsettled(tx),
  }));
  return [
    ...fields,
    ...(writing > 0 ? [`${writing} running servers write with it`] : []),
    ...(unsettled ? ['transactions of before the change are still under way'] : []),
  ];
}

/** Drops a key: the bank accepts it nowhere any more. Raises an Error while anything needs it. */
export async function dropKey(work: KeyWork, id: string, losing: Losing): Promise<void> {
  const needs = await needsOf(work, id, losing);
  if (needs.length > 0) throw new Error(`'${id}' is still needed:\n  ${needs.join('\n  ')}`);
  await work.database.transact((tx) =>
    tx.query('update platform.keys set dropped_at = clock_timestamp() where id = $1', [id]),
  );
  const { current, older } = work.read();
  work.write?.({ current, older: older.filter((key) => key.id !== id) });
}

async function isUnsettled(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ settled: boolean }>(
    `select coalesce(settled_xid < pg_snapshot_xmin(pg_current_snapshot()), false) as settled
       from platform.keys where superseded_at is null`,
  );
  return row?.settled !== true;
}
