// The law of the archive, on both engines: after any history and any cut, everything that can be
// read from the cut on reads as before, and whatever is asked afterwards goes the same way.

import { instant } from '@sycee/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineName } from '#ledger';
import { archiveScene, type ArchiveScene } from '../testing/archive-scene.ts';
import { auditLedger } from '../testing/audit.ts';
import { subjectOfEngine } from '../testing/database-subject.ts';
import { accountsOf, balancesOf, histories, salted, type Step } from '../testing/histories.ts';
import { lookAt, type Seen } from '../testing/look.ts';
import { subjectInMemory, type Subject } from '../testing/subject.ts';
import type { TransferStatus } from '../transfer.ts';
import { verifyArchive } from './verify-archive.ts';
import { writeArchive } from './write-archive.ts';

let plays = 0;

describe.each<EngineName>(['sql', 'memory'])('engine %s', (name) => {
  let scene: ArchiveScene;
  beforeAll(async () => {
    scene = await archiveScene(name);
  });
  afterAll(() => scene.close());

  test('nobody can tell that something was archived, but by asking for it', async () => {
    const cuts = fc.record({
      /** After which share of the history the archive is made, and how much of it leaves. */
      at: fc.double({ min: 0.2, max: 1, noNaN: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      atOnce: fc.integer({ min: 1, max: 7 }),
    });
    await fc.assert(
      fc.asyncProperty(histories(), cuts, async (history, { at, share, atOnce }) => {
        const salt = ++plays;
        const steps = salted(history, salt);
        const rules = subjectInMemory();
        const books = subjectOfEngine(scene.bank, scene.engine);
        for (const ledger of [rules, books]) await ledger.openAccounts(accountsOf(salt));
        const middle = Math.ceil(steps.length * at);
        const begins: bigint[] = [];
        for (const step of steps.slice(0, middle)) {
          begins.push(await play(rules, books, step, scene));
        }
        await rules.pass(2 * 86_400);
        await scene.passDays(2);
        await books.pass(0);
        begins.push(scene.now());

        const before = begins[Math.floor(share * middle)] ?? scene.now();
        const later = begins.filter((one) => one >= before).map(instantAt);
        const ids = accountsOf(salt).map((account) => account.id);
        const look = () => lookAt(scene.bank.database, ids, 156, later, () => undefined);
        const seen = await look();
        await writeArchive(scene.owner.query, { before, folder: scene.folder, atOnce });
        expect(await look()).toEqual(from(seen, before));
        expect(await auditLedger(scene.bank)).toEqual({});

        // All that was asked before is asked again, and then what was still to come.
        for (const step of [...steps.slice(0, middle), ...steps.slice(middle)]) {
          await play(rules, books, step, scene);
        }
        expect(await balancesOf(books, salt)).toEqual(await balancesOf(rules, salt));
      }),
      { numRuns: 25 },
    );
    expect(await auditLedger(scene.bank)).toEqual({});
    const { faults, transfers } = await verifyArchive(scene.folder, scene.owner.query);
    expect(faults).toEqual([]);
    expect(transfers).toBeGreaterThan(100);
  }, 180_000);
});

/** Plays a step on the rules and on the books; answers the timestamp at which it begins. */
async function play(
  rules: Subject,
  books: Subject,
  step: Step,
  scene: ArchiveScene,
): Promise<bigint> {
  // Every step has a moment of its own, a tenth of a second on: no time-out ends on it.
  await rules.pass(0.1);
  await books.pass(0.1);
  const begins = scene.now();
  if ('seconds' in step) {
    await rules.pass(step.seconds);
    await books.pass(step.seconds);
  } else {
    const expected = await rules.post(step.batch);
    const actual = await books.post(step.batch);
    expect(actual.map((status, index) => likeLive(status, expected[index]))).toEqual(expected);
  }
  return begins;
}

/** Of what is in the archive the books know that it was, no more: what it was is not compared. */
function likeLive(status: TransferStatus, expected: TransferStatus | undefined): TransferStatus {
  const isReplay = status === 'exists_in_archive' && expected?.startsWith('exists') === true;
  const isOver =
    status === 'pending_transfer_in_archive' && expected?.includes('pending_transfer') === true;
  return expected !== undefined && (isReplay || isOver) ? expected : status;
}

/** What is left of a look when everything before a timestamp is archived. */
function from(seen: Seen, before: bigint): Seen {
  const accounts = Object.entries(seen.accounts).map(([id, one]) => [
    id,
    { ...one, lines: one.lines.filter(([, timestamp]) => timestamp >= before) },
  ]);
  return { ...seen, accounts: Object.fromEntries(accounts) as Seen['accounts'] };
}

function instantAt(timestamp: bigint) {
  return instant(Number(timestamp / 1_000_000n));
}
