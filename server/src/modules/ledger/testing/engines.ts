// The engines that every test of the `submit` door runs on.

import type { TestDatabase } from '../../../platform/testing.ts';
import type { Engine } from '../engine.ts';
import { openLedger, type EngineName } from '../open-ledger.ts';

export type TestedEngine = {
  readonly name: string;
  /** Opens it and waits until it is on duty. */
  readonly open: (bank: TestDatabase, options?: EngineOptions) => Promise<Engine>;
  /** Opens it beside another, perhaps to stand by. */
  readonly openBeside: (bank: TestDatabase, options?: EngineOptions) => Promise<Engine>;
  /** Whether several may work on one database at once. */
  readonly several: boolean;
  /** Whether an open transaction's debits are gone for others before it commits. */
  readonly takes: boolean;
  /** The statement that brings a batch to the database, and the one that commits it. */
  readonly batch: RegExp;
  readonly commit: RegExp;
};

/** What tests want otherwise than a bank does. */
export type EngineOptions = {
  readonly patienceMs?: number;
  readonly batchMax?: number;
  readonly waitingMax?: number;
};

/** All of them. */
export const ENGINES: readonly TestedEngine[] = [
  {
    ...openings('sql'),
    several: true,
    takes: false,
    batch: /ledger\.record/,
    commit: /^commit$/,
  },
  {
    ...openings('memory'),
    several: false,
    takes: true,
    batch: /ledger\.append/,
    commit: /ledger\.append/,
  },
];

/** So that nobody has to wait for what a bank has time for. */
const HASTY = { tryEveryMs: 20, foldEveryMs: 30, postingPatienceMs: 1_500 };

function openings(name: EngineName): Pick<TestedEngine, 'name' | 'open' | 'openBeside'> {
  const open = ({ database }: TestDatabase, options: EngineOptions = {}): Promise<Engine> =>
    name === 'sql'
      ? openLedger(database, { engine: 'sql', ...options })
      : openLedger(database, { engine: 'memory', ...HASTY, ...options });
  return {
    name,
    open: async (bank, options) => {
      const engine = await open(bank, options);
      await engine.ready();
      return engine;
    },
    openBeside: open,
  };
}
