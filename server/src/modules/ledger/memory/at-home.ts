// Which engine memory, if any, this process has on a database: by it a transaction finds the memory
// that its postings go through.

import type { Tx } from '#platform';
import type { MemoryEngine } from './memory-engine.ts';

const engines = new WeakMap<object, MemoryEngine>();

/** The engine memory of the database that a transaction, or a `Database`, belongs to. */
export function memoryOf({ home }: Pick<Tx, 'home'>): MemoryEngine | undefined {
  return engines.get(home);
}

/** Says which engine memory a database has from now on; undefined when it has none any more. */
export function setMemoryOf({ home }: Pick<Tx, 'home'>, engine: MemoryEngine | undefined): void {
  if (engine === undefined) engines.delete(home);
  else engines.set(home, engine);
}
