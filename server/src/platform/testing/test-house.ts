// A whole house for a test, around whatever rooms the test gives it: a database of its own, a held
// clock, the real HTTP server, and workers that run when the test says so.

import { floors } from '../../floors.ts';
import { readConfig } from '../config/config.ts';
import { readMigrations } from '../database/migration-files.ts';
import type { HttpSettings } from '../http/server.ts';
import { openHouse, type House, type Rooms } from '../house.ts';
import type { KeySource } from '../keys/key-readers.ts';
import { createLog } from '../observe/log.ts';
import { serverRoot } from '../server-root.ts';
import { testDatabase, TEST_KEY, type TestDatabase } from '../testing.ts';
import { callHttp, type TestReply, type TestRequest } from './call.ts';
import { settleHouse } from './settle.ts';

export type TestHouse = Pick<TestDatabase, 'clock' | 'url' | 'pool'> &
  House & {
    readonly call: <Body = Record<string, unknown>>(
      path: string,
      request?: TestRequest,
    ) => Promise<TestReply<Body>>;
    /** Runs every worker until none has anything to do. */
    readonly settle: () => Promise<void>;
    readonly close: () => Promise<void>;
  };

/** What a house stands on: a migrated database, reached by the login the house is to use. */
export type Ground = Pick<TestDatabase, 'clock' | 'url' | 'pool' | 'close'> & {
  /** Left out: the key of test databases. */
  readonly secretKeys?: KeySource;
};

/** Opens a house with the given rooms, on a database of its own or a given one. */
export async function testHouse(
  rooms: Rooms,
  settings: Partial<HttpSettings> = {},
  ground?: Ground,
): Promise<TestHouse> {
  return houseOn(ground ?? (await testDatabase()), rooms, settings);
}

/** Opens another server process, as it were, on the database of a house. */
export function secondHouse(first: TestHouse, rooms: Rooms): Promise<TestHouse> {
  return houseOn({ ...first, close: async () => undefined }, rooms, {});
}

async function houseOn(
  base: Ground,
  rooms: Rooms,
  settings: Partial<HttpSettings>,
): Promise<TestHouse> {
  const house = await openHouse({
    rooms,
    http: {
      ...readConfig({}),
      requestsPerMinute: 1_000_000,
      version: 'test',
      appFolder: serverRoot('..', 'app', 'dist'),
      checkReplies: true,
      ...settings,
    },
    databaseUrl: base.url,
    databasePoolMax: 8,
    migrations: readMigrations(serverRoot('src'), floors),
    secretKeys: base.secretKeys ?? (() => ({ current: TEST_KEY, older: [] })),
    clock: base.clock,
    clockMovable: true,
    log: createLog('silent'),
  });
  return {
    ...base,
    ...house,
    call: (path, request) => callHttp(house.http, path, request),
    settle: () => settleHouse(house),
    close: async () => {
      await house.stop();
      await base.close();
    },
  };
}
