// Forward-only migrations: every room keeps its own numbered .sql files and its own schema. They
// run in order under one advisory lock, so that two processes that start at once do not meet.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Database, Tx } from './database.ts';

const ADVISORY_LOCK = 7_243_001;
const MIGRATION = /^\d{4}-[a-z0-9-]+\.sql$/;

/** Brings every room's schema up to date. Raises when a migration that ran was edited later. */
export async function migrate(database: Database, rooms: readonly string[]): Promise<void> {
  await database.transact(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
    await tx.query(`create table if not exists public.migrations (
      room text not null, name text not null, digest text not null,
      applied_at timestamptz not null, primary key (room, name))`);
    for (const room of rooms) await migrateRoom(tx, room);
  });
}

/** The queries that must find no row, of all rooms: what `NNNN-name.check.sql` files hold. */
export function checksOf(rooms: readonly string[]): string[] {
  return rooms.flatMap((room) =>
    readdirSync(folderOf(room))
      .filter((name) => name.endsWith('.check.sql'))
      .map((name) => readFileSync(join(folderOf(room), name), 'utf8')),
  );
}

async function migrateRoom(tx: Tx, room: string): Promise<void> {
  const names = readdirSync(folderOf(room)).filter((name) => MIGRATION.test(name));
  for (const name of names.toSorted()) {
    const sql = readFileSync(join(folderOf(room), name), 'utf8');
    const digest = createHash('sha256').update(sql).digest('hex');
    const [ran] = await tx.query<{ digest: string }>(
      'select digest from public.migrations where room = $1 and name = $2',
      [room, name],
    );
    if (ran !== undefined && ran.digest !== digest) {
      throw new Error(`${room}/${name} was edited after it ran: write a new migration instead`);
    }
    if (ran !== undefined) continue;
    await tx.query(sql);
    await tx.query(
      'insert into public.migrations (room, name, digest, applied_at) values ($1, $2, $3, now())',
      [room, name, digest],
    );
  }
}

function folderOf(room: string): string {
  return join(sourceRoot(), room, 'migrations');
}

/** The bundle in dist/ and the sources in src/ both find the .sql files beside the sources. */
function sourceRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, 'src');
}
