// A bank whose server reaches its database over a way that fails when a test says so.

import { serverOn } from '../../../platform/testing/own-postgres.ts';
import type { TestDatabase } from '../../../platform/testing.ts';
import { postgresProxy, type PostgresProxy } from './postgres-proxy.ts';

export type FaultyWay = {
  /** The bank as the server behind the way sees it. */
  readonly server: TestDatabase;
  readonly way: PostgresProxy;
  readonly close: () => Promise<void>;
};

/** Opens the way, and a server's own pool over it. */
export async function faultyWay(bank: TestDatabase): Promise<FaultyWay> {
  const way = await postgresProxy(bank.url);
  const server = serverOn(way.url, bank.clock);
  return {
    server: { ...bank, ...server },
    way,
    close: async () => {
      way.open(true);
      way.letGo();
      await server.database.close().catch(() => undefined);
      await way.close();
    },
  };
}
