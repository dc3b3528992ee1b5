// A database goes forward once, in order, and refuses code that does not belong to it.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../testing.ts';
import { serverRoot } from '../server-root.ts';
import { migrate } from './migrate.ts';
import { missingMigrations, readMigrations, type Migration } from './migration-files.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'platform' });
});
afterAll(() => bank.close());

const present = readMigrations(serverRoot('src'), { platform: 1 });
const next = (name: string, sql: string): Migration => ({
  module: 'play',
  name,
  sql,
  checksum: `checksum of ${sql}`,
});
const tables = next('0001-tables', 'create schema play; create table play.things (id int)');
const more = next('0002-more', 'alter table play.things add column name text');

describe('migrating', () => {
  test('does nothing on a database that is up to date', async () => {
    expect(await migrate(bank.url, present)).toEqual({ applied: [] });
  });

  test('undoes a migration that fails, keeps those before it, and says which it was', async () => {
    const broken = next('0002-more', 'alter table play.things add column name text; select 1 / 0');
    const work = migrate(bank.url, [...present, tables, broken]);
    await expect(work).rejects.toThrow('migration play/0002-more failed');
    const missing = (tx: { query: Parameters<typeof missingMigrations>[0] }) =>
      missingMigrations(tx.query, [...present, tables, more]);
    expect(await bank.database.read(missing)).toEqual(['play/0002-more']);
  });

  test('started by several servers at once runs each migration once', async () => {
    const all = [...present, tables, more];
    const runs = await Promise.all([1, 2, 3].map(() => migrate(bank.url, all)));
    expect(runs.flatMap(({ applied }) => applied)).toEqual(['play/0002-more']);
  });

  test('refuses a migration that was changed after it had run', async () => {
    const changed = { ...more, checksum: 'another' };
    await expect(migrate(bank.url, [...present, tables, changed])).rejects.toThrow(
      'migration play/0002-more was changed after it had run',
    );
  });

  test('refuses to run an older version of the server on a newer database', async () => {
    await expect(migrate(bank.url, [...present, tables])).rejects.toThrow(
      'older than the database',
    );
  });
});

test('modules migrate from the lowest floor up', () => {
  const order = readMigrations(serverRoot('src'), { payments: 5, ledger: 2, platform: 1 });
  expect([...new Set(order.map(({ module }) => module))]).toEqual([
    'platform',
    'ledger',
    'payments',
  ]);
});
