// Looking people up: an id number on the list is a hit by itself; a name is one together with the
// day of birth, or alone where the list does not know the day.

import type { Tx } from '../platform/index.ts';
import { isSameName, nameKeys } from './names.ts';

export type Entry = {
  readonly entry: string;
  readonly name_zh: string | null;
  readonly name_latin: string | null;
  readonly born_on: string | null;
  readonly id_number: string | null;
};

export type Asked = {
  readonly key: string;
  readonly name: string;
  readonly id_number: string;
  readonly born_on: string;
};

export type Hit = {
  readonly entry: string;
  readonly matched: readonly ('id_number' | 'name' | 'birth_date')[];
};

/** Every entry of the list. */
export function entriesNow(tx: Tx): Promise<Entry[]> {
  return tx.query<Entry>(
    `select entry, name_zh, name_latin, to_char(born_on, 'YYYY-MM-DD') as born_on, id_number
     from watch_list.entries order by sequence`,
  );
}

/** The version of the list as it stands. */
export async function versionNow(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ changes: number }>('select changes from watch_list.list');
  return String(row?.changes ?? 0);
}

/** Puts somebody on the list, which has another version afterwards. */
export async function addEntry(tx: Tx, added: Omit<Entry, 'entry'>): Promise<Entry> {
  await tx.query('update watch_list.list set changes = changes + 1');
  const entry = `SL-${(await versionNow(tx)).padStart(4, '0')}-added`;
  await tx.query(
    `insert into watch_list.entries (entry, name_zh, name_latin, born_on, id_number)
     values ($1, $2, $3, $4, $5)`,
    [entry, added.name_zh, added.name_latin, added.born_on, added.id_number],
  );
  return { entry, ...added };
}

/** The hits of each person, in the order they were asked. */
export function search(
  entries: readonly Entry[],
  people: readonly Asked[],
): { readonly key: string; readonly hits: readonly Hit[] }[] {
  const listed = entries.map((entry) => ({
    entry,
    keys: new Set([entry.name_zh, entry.name_latin].flatMap((name) => [...nameKeys(name ?? '')])),
  }));
  return people.map((person) => {
    const keys = nameKeys(person.name);
    const hits = listed.flatMap(({ entry, keys: known }) =>
      hitOf(entry, person, isSameName(keys, known)),
    );
    return { key: person.key, hits };
  });
}

function hitOf(entry: Entry, person: Asked, sameName: boolean): Hit[] {
  const byNumber = entry.id_number !== null && entry.id_number === person.id_number;
  const byDay = entry.born_on !== null && entry.born_on === person.born_on;
  const byName = sameName && (byDay || entry.born_on === null);
  if (!byNumber && !byName) return [];
  const matched = [
    ...(byNumber ? (['id_number'] as const) : []),
    ...(sameName ? (['name'] as const) : []),
    ...(byDay ? (['birth_date'] as const) : []),
  ];
  return [{ entry: entry.entry, matched }];
}
