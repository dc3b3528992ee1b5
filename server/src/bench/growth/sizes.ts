// What the books take on disk, table by table, and how much of the log they have written.

import { asOwner } from '../place.ts';

/** Bytes of a table: its rows, and its indexes. */
export type TableBytes = {
  readonly table: string;
  readonly rows: number;
  readonly indexes: number;
};

/** The tables of the ledger, the largest first. */
export async function tableBytes(url: string): Promise<TableBytes[]> {
  const rows = await asOwner<{ table: string; rows: bigint; indexes: bigint }>(
    url,
    `select c.relname as table, pg_table_size(c.oid) as rows, pg_indexes_size(c.oid) as indexes
      from pg_class c
      where c.relnamespace = 'ledger'::regnamespace and c.relkind = 'r'
      order by pg_total_relation_size(c.oid) desc`,
  );
  return rows.map((row) => ({
    table: row.table,
    rows: Number(row.rows),
    indexes: Number(row.indexes),
  }));
}

/** Bytes of write-ahead log that the server has written since it was made. */
export async function walBytes(url: string): Promise<number> {
  const [row] = await asOwner<{ bytes: string }>(
    url,
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as bytes`,
  );
  return Number(row?.bytes ?? 0);
}
