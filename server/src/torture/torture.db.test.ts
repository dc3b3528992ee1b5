// The short form of `npm run torture:ledger`: every kind of death once, on every engine.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EngineName } from '#ledger';
import { torture, type Victim } from './torture.ts';

const VICTIMS: readonly Victim[] = ['server', 'connections', 'postgres', 'all'];

let dataDir = '';
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sycee-torture-'));
  // Open to the account that PostgreSQL runs under, so that removing the folder leaves nothing.
  chmodSync(dataDir, 0o755);
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test.each<EngineName>(['sql', 'memory'])(
  'engine %s: whoever dies under load, the books are what callers were told',
  async (engine) => {
    const rounds = await torture(dataDir, engine, VICTIMS, () => undefined);
    expect(rounds.map(({ victim, wrong }) => ({ victim, wrong }))).toEqual(
      VICTIMS.map((victim) => ({ victim, wrong: [] })),
    );
    for (const { answers } of rounds) expect(answers['created']).toBeGreaterThan(0);
  },
  600_000,
);
