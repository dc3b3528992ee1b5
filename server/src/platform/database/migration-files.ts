// Finds the migrations of every module on disk, in the order of the floor plan. A file is never
// changed once it has run anywhere: its checksum is kept with the database.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Query } from './transaction.ts';

export type Migration = {
  readonly module: string;
  /** File name without its ending, `0001-accounts`; unique in the module. */
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
};

/** A query whose rows are violations of what the module promises about its tables. */
export type Check = { readonly module: string; readonly name: string; readonly sql: string };

const MIGRATION_FILE = /^\d{4}-[a-z0-9-]+\.sql$/;
const CHECK_FILE = /^\d{4}-[a-z0-9-]+\.check\.sql$/;

/** Reads the migrations below the server's source folder, lowest floor first. */
export function readMigrations(sourceRoot: string, floors: Floors): Migration[] {
  return modulesByFloor(floors).flatMap((module) =>
    sqlFiles(sourceRoot, module, MIGRATION_FILE).map(({ name, sql }) => ({
      module,
      name: name.replace('.sql', ''),
      sql,
      checksum: createHash('sha256').update(sql).digest('hex'),
    })),
  );
}

/** Reads the check queries that stand beside the migrations. */
export function readChecks(sourceRoot: string, floors: Floors): Check[] {
  return modulesByFloor(floors).flatMap((module) =>
    sqlFiles(sourceRoot, module, CHECK_FILE).map(({ name, sql }) => ({
      module,
      name: name.replace('.check.sql', ''),
      sql,
    })),
  );
}

/** One value that changes whenever any migration does. */
export function migrationsHash(migrations: readonly Migration[]): string {
  const hash = createHash('sha256');
  for (const { module, name, checksum } of migrations) hash.update(`${module}/${name}:${checksum}`);
  return hash.digest('hex');
}

/** The migrations on disk that a database has not seen; empty when the server may run on it. */
export async function missingMigrations(
  query: Query,
  migrations: readonly Migration[],
): Promise<string[]> {
  const applied = await query<{ module: string; name: string }>(
    'select module, name from platform.migrations',
  );
  const done = new Set(applied.map(keyOf));
  return migrations.map(keyOf).filter((key) => !done.has(key));
}

/** How a migration is named to people and in the database: `ledger/0001-accounts`. */
export function keyOf({ module, name }: { module: string; name: string }): string {
  return `${module}/${name}`;
}

type Floors = Readonly<Record<string, number>>;

function modulesByFloor(floors: Floors): string[] {
  const byFloor = Object.entries(floors).toSorted(([a, low], [b, high]) =>
    low === high ? a.localeCompare(b) : low - high,
  );
  return byFloor.map(([module]) => module);
}

function sqlFiles(sourceRoot: string, module: string, pattern: RegExp) {
  const room = module === 'platform' ? ['platform'] : ['modules', module];
  const folder = join(sourceRoot, ...room, 'migrations');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder)
    .filter((name) => pattern.test(name))
    .toSorted();
  return names.map((name) => ({ name, sql: readFileSync(join(folder, name), 'utf8') }));
}
