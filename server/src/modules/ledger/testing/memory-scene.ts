// Engine memory on a test's database, and ways to hold it up or cut it off.

import { Client } from 'pg';
import { asOwner } from '../../../platform/testing/as-owner.ts';
import { testDatabase, type TestDatabase } from '../../../platform/testing.ts';
import { setMemoryOf } from '../memory/at-home.ts';
import { memoryEngine, type MemoryEngine } from '../memory/memory-engine.ts';
import type { MemoryOptions } from '../memory/options.ts';

export type MemoryBank = TestDatabase & { readonly engine: MemoryEngine };

/** Opens the engine on a database, as a server process does. */
export function openMemory(
  { database }: Pick<TestDatabase, 'database'>,
  options: MemoryOptions = {},
): MemoryEngine {
  const engine = memoryEngine(database, { tryEveryMs: 20, foldEveryMs: 50, ...options });
  setMemoryOf(database, engine);
  return {
    ...engine,
    close: async () => {
      await engine.close();
      setMemoryOf(database, undefined);
    },
  };
}

/** A database with the engine on duty. */
export async function memoryBank(options: MemoryOptions = {}): Promise<MemoryBank> {
  const bank = await testDatabase({ module: 'ledger' });
  const engine = openMemory(bank, options);
  await engine.ready();
  return { ...bank, engine };
}

/** Lets no batch commit until it is called; what commits without a batch goes on. */
export async function holdBatches({ url }: TestDatabase): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('begin');
  await client.query('select * from ledger.writer for update');
  return async () => {
    await client.query('rollback');
    await client.end();
  };
}

/** How many batches wait for the commit of the one before, or for `holdBatches`. */
export async function heldBatches({ url }: TestDatabase): Promise<number> {
  const rows = await asOwner<object>(
    url,
    `select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
        and query like 'select ledger.append%'`,
  );
  return rows.length;
}

/** Kills the backends whose last statement is like this. */
export async function killBackends({ url }: TestDatabase, statement: string): Promise<number> {
  const rows = await asOwner<object>(
    url,
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and query like '${statement}'`,
  );
  return rows.length;
}

/** Kills the connection that holds the duty. */
export async function killDuty({ url }: TestDatabase): Promise<number> {
  const rows = await asOwner<object>(
    url,
    `select pg_terminate_backend(pid, 5000) from pg_locks
      where locktype = 'advisory' and granted
        and database = (select oid from pg_database where datname = current_database())
        and objid = (7310868735423279224 & 4294967295)::oid`,
  );
  return rows.length;
}
