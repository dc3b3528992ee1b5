// What still needs which key: counted in the fields themselves, so that a key is dropped on facts.

import { isoOf } from '@sycee/kit';
import type { Tx } from '../database/transaction.ts';
import { INDEX_BYTES, indexTag } from '../security/secrets.ts';
import type { PassingTable, SealedFields, SealedTable } from './sealed-columns.ts';

/** A field that needs a key; `key` is null for what bears no key's name, as before they had one. */
export type KeyUse = {
  readonly key: string | null;
  /** `schema.table.column`. */
  readonly field: string;
  readonly kind: 'sealed' | 'index';
  readonly rows: number;
};

type Field = {
  readonly table: string;
  readonly column: string;
  readonly kind: 'sealed' | 'index';
  readonly expiresAt: string | undefined;
};

/** Every key that is needed, field by field. `ids` are the names of all keys there ever were. */
export async function keyUses(
  tx: Pick<Tx, 'query' | 'now'>,
  fields: SealedFields,
  ids: readonly string[],
): Promise<KeyUse[]> {
  const tags = new Map(ids.map((id) => [indexTag(id).toString('hex'), id]));
  const uses: KeyUse[] = [];
  for (const field of fieldsOf(fields)) {
    const rows = await tx.query<{ mark: string | null; rows: bigint }>(
      countOf(field),
      field.expiresAt === undefined ? [] : [isoOf(tx.now)],
    );
    for (const { mark, rows: count } of rows) {
      const named = field.kind === 'index' ? tags.get(mark ?? '') : (mark ?? undefined);
      const { table, column, kind } = field;
      const name = `${table}.${column}`;
      uses.push({ key: named ?? null, field: name, kind, rows: Number(count) });
    }
  }
  return [...uses, ...(await undelivered(tx))];
}

/**
 * How many rows of a table another pass would seal anew. What was sealed before keys had names,
 * such as a PIN that its owner has to enter, is none of them.
 */
export async function staleRows(
  tx: Pick<Tx, 'query' | 'now'>,
  table: SealedTable,
  key: string,
): Promise<number> {
  const uses = await keyUses(tx, { tables: [table], passing: [] }, [key]);
  const here = uses.filter(({ field }) => field.startsWith(`${table.table}.`));
  const stale = here.filter((use) => use.key !== key && (use.key !== null || use.kind === 'index'));
  return Math.max(0, ...stale.map(({ rows }) => rows));
}

function fieldsOf({ tables, passing }: SealedFields): Field[] {
  return [...tables.flatMap(lastingFields), ...passing.flatMap(passingFields)];
}

function lastingFields({ table, columns }: SealedTable): Field[] {
  return columns.flatMap(({ sealed, index }): Field[] => [
    { table, column: sealed, kind: 'sealed', expiresAt: undefined },
    ...(index ? [indexField(table, index.column)] : []),
  ]);
}

function indexField(table: string, column: string): Field {
  return { table, column, kind: 'index', expiresAt: undefined };
}

function passingFields({ table, columns, expiresAt }: PassingTable): Field[] {
  return columns.map(({ name, kind }) => ({ table, column: name, kind, expiresAt }));
}

function countOf({ table, column, kind, expiresAt }: Field): string {
  const mark =
    kind === 'index'
      ? `case when length(${column}) = ${INDEX_BYTES}
           then encode(substring(${column} for 4), 'hex') end`
      : `substring(${column} from '^([a-z0-9]{1,16})[.]')`;
  const isNeeded = expiresAt === undefined ? '' : `and ${expiresAt} > $1`;
  return `select ${mark} as mark, count(*) as rows from ${table}
    where ${column} is not null ${isNeeded} group by 1`;
}

/** Events hold sealed members until they are delivered. */
async function undelivered(tx: Pick<Tx, 'query'>): Promise<KeyUse[]> {
  const rows = await tx.query<{ key: string; rows: bigint }>(
    `select substring(payload::text from '_sealed": "([a-z0-9]{1,16})[.]') as key,
       count(*) as rows
     from platform.outbox_events as event
     where payload::text ~ '_sealed": "[a-z0-9]{1,16}[.]'
       and exists (select 1 from platform.outbox_deliveries where event_id = event.id)
     group by 1`,
  );
  const field = 'events that are not delivered yet';
  return rows.map(({ key, rows: count }) => ({ key, field, kind: 'sealed', rows: Number(count) }));
}
