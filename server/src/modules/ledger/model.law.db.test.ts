// Random histories in which transactions overlap, on every engine, held against a small reference
// that was written for this: each answer, each transfer, everything that can be read.

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../../platform/testing/as-owner.ts';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import type { Engine } from './engine.ts';
import { auditLedger } from './testing/audit.ts';
import { ENGINES } from './testing/engines.ts';
import { playTangle } from './testing/play-tangle.ts';
import { tangles } from './testing/tangles.ts';
import { faultsOf } from './testing/verify-tangle.ts';

describe.each(ENGINES)('engine $name', ({ open, takes }) => {
  let bank: TestDatabase;
  let engine: Engine;
  let plays = 0;
  beforeAll(async () => {
    bank = await testDatabase({ module: 'ledger' });
    // Transactions that lock each other out are part of these histories; nobody needs to wait long.
    await asOwner(bank.url, `alter database ${nameOf(bank.url)} set deadlock_timeout = '20ms'`);
    engine = await open(bank);
  });
  afterAll(async () => {
    await engine.close();
    await bank.close();
  });

  test('whatever overlaps with whatever, the answers are those of the reference', async () => {
    await fc.assert(
      fc.asyncProperty(tangles(14), async (steps) => {
        const played = await playTangle(bank, engine, ++plays, steps);
        expect(await faultsOf(bank.database, played, takes)).toEqual([]);
      }),
      { numRuns: 30 },
    );
    expect(await auditLedger(bank)).toEqual({});
  }, 180_000);
});

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
