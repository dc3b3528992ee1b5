// Seals rows anew with the current key, some at a time, each batch in a transaction that also notes
// how far it came: killed at any moment, it goes on where it stopped, and nobody waits for it.

import type { Tx } from '../database/transaction.ts';
import { indexTag } from '../security/secrets.ts';
import type { SealedColumn, SealedRow, SealedTable } from './sealed-columns.ts';

const BATCH = 500;

/** One batch: rows looked at, rows sealed anew, and whether the table has come to its end. */
export type ResealedBatch = { readonly seen: number; readonly changed: number; isLast: boolean };

type Row = Readonly<Record<string, string | Buffer | null>>;
type Change = { readonly key: SealedRow; readonly values: readonly (string | Buffer | null)[] };

/**
 * Seals the next rows of a table. Rows that somebody is working on are passed over; `staleRows`
 * counts what is left for another pass.
 */
export async function resealBatch(
  tx: Tx,
  table: SealedTable,
  currentKey: string,
): Promise<ResealedBatch> {
  const after = await progressOf(tx, table.table, currentKey);
  const rows = await tx.query<Row>(selectRows(table, after !== null), [
    BATCH,
    ...(after === null ? [] : Object.keys(table.key).map((name) => after[name])),
  ]);
  const changes = rows.flatMap((row) => changeOf(tx, table, row, currentKey));
  if (changes.length > 0) await write(tx, table, changes);
  const last = rows.at(-1);
  const isLast = last === undefined;
  const reached = last && keyOf(table, last);
  await noteProgress(tx, { table: table.table, currentKey, reached, seen: rows.length });
  return { seen: rows.length, changed: changes.length, isLast };
}

/** Lets the next pass over a table begin at its first row. */
export async function beginAgain(tx: Tx, table: SealedTable, currentKey: string): Promise<void> {
  await tx.query(
    `update platform.key_progress set after = null, finished_at = null
     where key = $1 and table_name = $2`,
    [currentKey, table.table],
  );
}

async function progressOf(tx: Tx, table: string, key: string): Promise<SealedRow | null> {
  const [row] = await tx.query<{ after: SealedRow | null }>(
    `insert into platform.key_progress as progress (key, table_name) values ($1, $2)
     on conflict (key, table_name) do update set rows_done = progress.rows_done
     returning after`,
    [key, table],
  );
  return row?.after ?? null;
}

async function noteProgress(
  tx: Tx,
  note: { table: string; currentKey: string; reached: SealedRow | undefined; seen: number },
): Promise<void> {
  await tx.query(
    `update platform.key_progress
        set after = coalesce($3::jsonb, after), rows_done = rows_done + $4,
          finished_at = case when $3::jsonb is null then clock_timestamp() end
      where key = $1 and table_name = $2`,
    [
      note.currentKey,
      note.table,
      note.reached === undefined ? null : JSON.stringify(note.reached),
      note.seen,
    ],
  );
}

function selectRows({ table, key, also = [], columns }: SealedTable, isGoingOn: boolean): string {
  const names = Object.keys(key);
  const fields = columns.flatMap(({ sealed, index }) => [sealed, ...(index ? [index.column] : [])]);
  const places = names.map((name, place) => `$${place + 2}::${key[name] ?? 'text'}`);
  const where = isGoingOn ? `where (${names.join(', ')}) > (${places.join(', ')})` : '';
  return `select ${[...names, ...also, ...fields].join(', ')} from ${table} ${where}
    order by ${names.join(', ')} limit $1 for no key update skip locked`;
}

/** The row's fields under the current key; nothing when they all are already. */
function changeOf(tx: Tx, table: SealedTable, row: Row, currentKey: string): Change[] {
  const key = keyOf(table, row);
  const owner = { ...key, ...textsOf(table.also ?? [], row) };
  const before = table.columns.flatMap((column) => valuesOf(column, row));
  const values = table.columns.flatMap((column) => renewed(tx, column, row, owner, currentKey));
  return values.every((value, place) => value === before[place]) ? [] : [{ key, values }];
}

function valuesOf({ sealed, index }: SealedColumn, row: Row): (string | Buffer | null)[] {
  return [row[sealed] ?? null, ...(index ? [row[index.column] ?? null] : [])];
}

function renewed(
  tx: Tx,
  column: SealedColumn,
  row: Row,
  owner: SealedRow,
  currentKey: string,
): (string | Buffer | null)[] {
  const before = valuesOf(column, row);
  const [sealed, index] = before;
  if (typeof sealed !== 'string' || !/^[a-z0-9]{1,16}[.]/.test(sealed)) return before;
  const isSealedNow = sealed.startsWith(`${currentKey}.`);
  const isIndexedNow = !(index instanceof Buffer) || hasTag(index, currentKey);
  if (isSealedNow && isIndexedNow) return before;
  const plain = tx.secrets.open(sealed, column.context(owner));
  const next = isSealedNow ? sealed : tx.secrets.seal(plain, column.context(owner));
  if (column.index === undefined) return [next];
  const isIndexed = index instanceof Buffer && !isIndexedNow;
  return [next, isIndexed ? tx.secrets.blindIndex(plain, column.index.context) : (index ?? null)];
}

function hasTag(index: Buffer, key: string): boolean {
  return index.length > 32 && index.subarray(0, 4).equals(indexTag(key));
}

function keyOf({ key }: SealedTable, row: Row): SealedRow {
  return textsOf(Object.keys(key), row);
}

function textsOf(names: readonly string[], row: Row): SealedRow {
  return Object.fromEntries(names.map((name) => [name, String(row[name])]));
}

async function write(tx: Tx, table: SealedTable, changes: readonly Change[]): Promise<void> {
  const keys = Object.entries(table.key);
  const columns = table.columns.flatMap(({ sealed, index }) => [
    { name: sealed, type: 'text' },
    ...(index ? [{ name: index.column, type: 'bytea' }] : []),
  ]);
  const all = [...keys.map(([name, type]) => ({ name: `key_${name}`, type })), ...columns];
  const lists = all.map(({ type }, place) => `$${place + 1}::${type}[]`);
  const sets = columns.map(({ name }) => `${name} = new.${name}`);
  const same = keys.map(([name]) => `old.${name} = new.key_${name}`);
  await tx.query(
    `update ${table.table} as old set ${sets.join(', ')}
       from unnest(${lists.join(', ')}) as new (${all.map(({ name }) => name).join(', ')})
      where ${same.join(' and ')}`,
    [
      ...keys.map(([name]) => changes.map((change) => change.key[name])),
      ...columns.map((_, place) => changes.map((change) => change.values[place] ?? null)),
    ],
  );
}
