// Opens the ledger's engine where the server is put together, and makes sure that the books are
// written by that engine and no other.

import type { Database } from '#platform';
import type { Engine } from './engine.ts';
import { setMemoryOf } from './memory/at-home.ts';
import { memoryEngine } from './memory/memory-engine.ts';
import type { MemoryOptions } from './memory/options.ts';
import { takeOver, tryForDuty, writerNow } from './memory/store.ts';
import { sqlEngine, type SqlEngineOptions } from './sql-engine.ts';

export type EngineName = 'memory' | 'sql';

export type LedgerOptions =
  | (SqlEngineOptions & { readonly engine: 'sql' })
  | (MemoryOptions & { readonly engine: 'memory' });

/**
 * Opens an engine on a database; close it before the database. `memory` is for one server process:
 * a second one stands by until the first is gone. `sql` is for any number of them.
 */
export async function openLedger(database: Database, options: LedgerOptions): Promise<Engine> {
  if (options.engine === 'sql') {
    await giveToSql(database);
    return sqlEngine(database, options);
  }
  const engine = memoryEngine(database, options);
  setMemoryOf(database, engine);
  return {
    submit: engine.submit,
    ready: engine.ready,
    duty: engine.duty,
    figures: engine.figures,
    close: async () => {
      await engine.close();
      setMemoryOf(database, undefined);
    },
  };
}

/** Takes the books from an engine memory that is gone. */
async function giveToSql(database: Database): Promise<void> {
  const session = await database.connect();
  try {
    const { engine } = await writerNow(session.query);
    if (engine === 'sql') return;
    if (!(await tryForDuty(session.query))) {
      throw new Error('ledger: another server writes the books with engine memory; stop it first');
    }
    await takeOver(session.query, 'sql');
  } finally {
    await session.close();
  }
}
