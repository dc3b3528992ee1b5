// The short form of `npm run torture:ledger`: every victim once.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { torture, VICTIMS } from './torture.ts';

let dataDir = '';
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sycee-torture-'));
  // Open to the account that PostgreSQL runs under, so that removing the folder leaves nothing.
  chmodSync(dataDir, 0o755);
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('whoever dies under load, the books are what callers were told', async () => {
  const rounds = await torture(dataDir, VICTIMS, () => undefined);
  expect(rounds.map(({ victim, wrong }) => ({ victim, wrong }))).toEqual(
    VICTIMS.map((victim) => ({ victim, wrong: [] })),
  );
  for (const { created, refused } of rounds) expect(Math.min(created, refused)).toBeGreaterThan(0);
}, 300_000);
