// The composition of the world outside: its rooms, their migrations and routes, wired by hand.

import type { Clock } from '@sycee/kit';
import type { FastifyInstance } from 'fastify';
import type { KeyObject } from 'node:crypto';

import { cardBankRoutes } from './card-bank/index.ts';
import { controlRoutes } from './control/index.ts';
import { documentReader } from './document-reader/index.ts';
import { settlePersonas } from './people/index.ts';
import { buildHttp, migrate, openDatabase } from './platform/index.ts';
import { smsGatewayRoutes } from './sms-gateway/index.ts';
import { watchListRoutes } from './watch-list/index.ts';

/** The rooms that own a schema, each after those it stands on. */
export const ROOMS = [
  'platform',
  'sms-gateway',
  'card-bank',
  'watch-list',
  'people',
  'personas',
] as const;

type World = {
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly signingKey: KeyObject;
  readonly bankKey: KeyObject;
  readonly log: boolean;
};

/** Migrates, settles the personas, and answers the server, which closes its database itself. */
export async function buildWorld(world: World): Promise<FastifyInstance> {
  const database = openDatabase(world.databaseUrl, world.clock);
  await migrate(database, ROOMS);
  await database.transact(settlePersonas);
  const reader = documentReader();
  const routes = [
    ...cardBankRoutes(),
    ...smsGatewayRoutes(),
    ...watchListRoutes(),
    ...controlRoutes(),
    ...reader.routes,
  ];
  const app = buildHttp({ ...world, database, routes });
  app.addHook('onClose', async () => {
    await reader.close();
    await database.close();
  });
  return app;
}
