// Template databases: migrated once per content of the migrations, then cloned for each test file
// in a few milliseconds.

import { Client } from 'pg';
import { migrate } from '../database/migrate.ts';
import { migrationsHash, type Migration } from '../database/migration-files.ts';

const TEMPLATES_KEPT = 8;

/** Makes a fresh database with the given migrations applied; tells its name. */
export async function cloneMigrated(
  urlOf: (database: string) => string,
  migrations: readonly Migration[],
  name: string,
): Promise<void> {
  const client = new Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    const template = `template_${migrationsHash(migrations).slice(0, 24)}`;
    // Cloning needs the template for itself, so the clones of parallel test files take turns.
    await client.query(`select pg_advisory_lock(hashtextextended('sycee templates', 0))`);
    const found = await client.query('select 1 from pg_database where datname = $1', [template]);
    if (found.rowCount === 0) await buildTemplate(client, urlOf, migrations, template);
    await client.query(`create database ${name} template ${template} strategy wal_log`);
  } finally {
    await client.end();
  }
}

async function buildTemplate(
  client: Client,
  urlOf: (database: string) => string,
  migrations: readonly Migration[],
  template: string,
): Promise<void> {
  const unfinished = `${template}_unfinished`;
  await client.query(`drop database if exists ${unfinished} with (force)`);
  await client.query(`create database ${unfinished}`);
  await migrate(urlOf(unfinished), migrations);
  await client.query(`alter database ${unfinished} rename to ${template}`);
}

/** Drops what killed test runs left behind, and templates of migrations long changed. */
export async function dropAbandonedDatabases(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>(
    String.raw`select datname from pg_database
      where datname ~ '^(test|template)_' and datname <> all ('{template0,template1}')
      order by oid desc`,
  );
  const names = rows.map((row) => row.datname);
  const templates = names.filter((name) => name.startsWith('template_'));
  const abandoned = names.filter((name) => name.startsWith('test_') && !isAlive(processOf(name)));
  for (const name of [...templates.slice(TEMPLATES_KEPT), ...abandoned]) {
    await client.query(`drop database if exists ${name} with (force)`).catch(() => undefined);
  }
  await client.end();
}

/** Test databases are named `test_<process>_<random>`. */
function processOf(name: string): number {
  return Number(name.split('_')[1]);
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
