// Brings a database forward: every migration once, in floor order, in its own transaction, under
// an advisory lock, so that several servers starting together do it once.

import { Client } from 'pg';
import { connectionOf } from './pool.ts';
import { keyOf, type Migration } from './migration-files.ts';

/** What happened: the migrations that ran now, as `module/name`. */
export type Migrated = { readonly applied: readonly string[] };

/** An applied migration whose file has changed, or is gone: this code must not run on it. */
class MigrationMismatch extends Error {
  override readonly name = 'MigrationMismatch';
}

type AppliedRow = { module: string; name: string; checksum: string };

const MIGRATION_LOCK = 'select pg_advisory_lock(hashtextextended($1, 0))';

/**
 * Runs what is missing as the owner of the database, and lets the login role act as the
 * application's role. Raises MigrationMismatch when an applied file differs from the one on disk.
 */
export async function migrate(
  ownerUrl: string,
  migrations: readonly Migration[],
  loginRole?: string,
): Promise<Migrated> {
  const client = new Client({ ...connectionOf(ownerUrl), options: '-c timezone=UTC' });
  await client.connect();
  try {
    await client.query(MIGRATION_LOCK, ['sycee migrations']);
    await prepare(client, loginRole);
    const before = await appliedMigrations(client);
    assertUnchanged(before, migrations);
    const done = new Set(before.map(keyOf));
    const missing = migrations.filter((migration) => !done.has(keyOf(migration)));
    for (const migration of missing) await apply(client, migration);
    return { applied: missing.map(keyOf) };
  } finally {
    await client.end();
  }
}

async function prepare(client: Client, loginRole: string | undefined): Promise<void> {
  await client.query(`
    do $$ begin
      create role sycee_app nologin;
    exception when duplicate_object or unique_violation then null;
    end $$`);
  await grantRole(client, loginRole);
  await client.query(`
    create schema if not exists platform;
    create table if not exists platform.migrations (
      module text not null,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default clock_timestamp(),
      primary key (module, name)
    )`);
}

/** Granting again would make concurrent clones of a template wait for each other. */
async function grantRole(client: Client, loginRole: string | undefined): Promise<void> {
  // From version 16 on whoever makes a role is a member of it that may not yet act as it.
  const { rows } = await client.query<{ role: string; may_act: boolean }>(
    `select role, pg_has_role(role, 'sycee_app', needed) as may_act
       from unnest(array[current_user::text, coalesce($1, current_user::text)]) as role,
            (select case when current_setting('server_version_num')::int < 160000
                         then 'member' else 'set' end as needed) as version`,
    [loginRole ?? null],
  );
  for (const { role, may_act: mayAct } of rows) {
    if (!mayAct) await client.query(`grant sycee_app to ${client.escapeIdentifier(role)}`);
  }
}

async function appliedMigrations(client: Client): Promise<AppliedRow[]> {
  const { rows } = await client.query<AppliedRow>(
    'select module, name, checksum from platform.migrations order by applied_at, module, name',
  );
  return rows;
}

function assertUnchanged(applied: readonly AppliedRow[], migrations: readonly Migration[]): void {
  const onDisk = new Map(migrations.map((migration) => [keyOf(migration), migration.checksum]));
  for (const row of applied) {
    const checksum = onDisk.get(keyOf(row));
    if (checksum === undefined) {
      throw new MigrationMismatch(
        `the database has migration ${keyOf(row)}, which this version does not know: ` +
          'it is older than the database; start the newer version again',
      );
    }
    if (checksum !== row.checksum) {
      throw new MigrationMismatch(
        `migration ${keyOf(row)} was changed after it had run: ` +
          'restore the file and put the change into a new migration',
      );
    }
  }
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query(
      'insert into platform.migrations (module, name, checksum) values ($1, $2, $3)',
      [migration.module, migration.name, migration.checksum],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${keyOf(migration)} failed`, { cause: error });
  }
}
