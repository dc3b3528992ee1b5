// A ledger with a past: histories that lie days back, a folder for what leaves it, and the owner's
// connection.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Session } from '#platform';
import { ownerSession } from '../../../platform/testing/owner-session.ts';
import { testDatabase, type TestDatabase } from '../../../platform/testing.ts';
import { bankAccounts } from '../bank-accounts.ts';
import type { Engine } from '../engine.ts';
import { openLedger, type EngineName } from '../open-ledger.ts';
import { lineWriter } from '../line-writer.ts';
import { timestampOf } from '../timestamps.ts';
import { payment } from './scene.ts';

export type ArchiveScene = {
  readonly bank: TestDatabase;
  readonly engine: Engine;
  readonly owner: Session;
  readonly folder: string;
  /** Lets days pass, and the lines of all that stands be written. */
  readonly passDays: (days: number) => Promise<void>;
  /** The first timestamp of this moment. */
  readonly now: () => bigint;
  readonly close: () => Promise<void>;
};

const LOOK_AGAIN_MS = 5;

/** Opens a database with an engine and an empty folder. */
export async function archiveScene(name: EngineName): Promise<ArchiveScene> {
  const bank = await testDatabase({ module: 'ledger' });
  const hasty = { tryEveryMs: 20, foldEveryMs: 5 };
  const engine = await openLedger(bank.database, { engine: name, ...hasty });
  await engine.ready();
  const owner = await ownerSession(bank);
  const folder = mkdtempSync(join(tmpdir(), 'sycee-archive-'));
  return {
    bank,
    engine,
    owner,
    folder,
    passDays: async (days) => {
      bank.clock.advance(days * 86_400);
      // The lines are written up to the last movement, and the last day of them stays.
      const { cardSettlement, shareCapital } = bankAccounts;
      await engine.submit({ transfers: [payment(cardSettlement, shareCapital, 1n)] });
      await linesOfAll(bank);
    },
    now: () => timestampOf(bank.clock.now()),
    close: async () => {
      await owner.close();
      await engine.close();
      await bank.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until every transfer has its lines; under engine memory they come by themselves. */
async function linesOfAll({ database }: TestDatabase): Promise<void> {
  const sql = `select (select max(timestamp) from ledger.transfers) <= until as done
    from ledger.lined`;
  for (;;) {
    const [row] = await database.read((tx) => tx.query<{ done: boolean }>(sql));
    if (row?.done === true) return;
    await lineWriter.run(database);
    await pause(LOOK_AGAIN_MS);
  }
}
