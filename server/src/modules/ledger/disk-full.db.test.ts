// The disk under PostgreSQL is full: what cannot be written was not made, nobody is told otherwise,
// and once there is room again the engine goes on.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { floors } from '../../floors.ts';
import { ownPostgres, type OwnPostgres } from '../../platform/testing/own-postgres.ts';
import { ENGINES } from './testing/engines.ts';
import { customers, payment } from './testing/scene.ts';
import { tinyDisk } from './testing/tiny-disk.ts';
import { expectTruth, tellAll, type Told } from './testing/truth.ts';

const ROOMS = { platform: floors.platform, ledger: floors.ledger };
const MEGABYTES = 160;
const disk = tinyDisk(MEGABYTES);

describe.skipIf(disk === undefined)('a full disk, where root can mount a small one', () => {
  let postgres: OwnPostgres;
  beforeAll(async () => {
    postgres = await ownPostgres(disk?.folder ?? '');
  });
  afterAll(async () => {
    await postgres.stop();
    disk?.close();
  });

  test.each(ENGINES)(
    'engine $name',
    async ({ name, open }) => {
      const bank = await postgres.databaseOf(`full_${name}`, ROOMS);
      const engine = await open(bank, { patienceMs: 2_000 });
      const [from = '', to = ''] = await customers(bank, 2, 10n ** 9n);
      const told: Told[] = [];
      const asked = (count: number) => Array.from({ length: count }, () => payment(from, to, 1n));
      told.push(...(await tellAll(engine, [asked(10)])));
      disk?.fill();
      const failed = (): number =>
        told.filter(({ statuses }) => statuses.some((status) => status === 'not made')).length;
      // What has room already is still made; then nothing is.
      for (let round = 0; failed() < 2 && round < 300; round++) {
        told.push(...(await tellAll(engine, [asked(500), asked(500)])));
      }
      expect(failed()).toBeGreaterThanOrEqual(2);
      disk?.clear();
      const goesOn = async (): Promise<string | undefined> => {
        told.push(...(await tellAll(engine, [asked(10)])));
        return told.at(-1)?.statuses[0];
      };
      await expect.poll(goesOn, { timeout: 60_000, interval: 50 }).toBe('created');
      await expectTruth(bank, told);
      await engine.close();
      await bank.close();
    },
    120_000,
  );
});
