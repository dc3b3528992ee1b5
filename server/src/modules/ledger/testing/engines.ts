// The engines that every test of the `submit` door runs on.

import type { TestDatabase } from '../../../platform/testing.ts';
import type { Engine } from '../engine.ts';
import { sqlEngine } from '../sql-engine.ts';

export type TestedEngine = {
  readonly name: string;
  readonly open: (bank: TestDatabase) => Promise<Engine>;
  /** Whether an open transaction's debits are gone for others before it commits. */
  readonly takes: boolean;
};

/** All of them. */
export const ENGINES: readonly TestedEngine[] = [
  { name: 'sql', open: async ({ database }) => sqlEngine(database), takes: false },
];
