// The server's composition root, read top-down: settings, database, the world outside, the rooms,
// the house around them. Nothing else in the server knows how it is put together.

import {
  createLog,
  keyFileSource,
  machineClock,
  openHouse,
  openPostgres,
  readMigrations,
  serverRoot,
  serverVersion,
  startConfig,
  stopOnSignal,
} from '#platform';
import { floors } from './floors.ts';
import { portsOf } from './ports.ts';
import { rooms } from './rooms.ts';

const config = startConfig(process.env);
const log = createLog(config.logLevel);
const { secretKeys } = config;
const keySource = secretKeys ? () => secretKeys : keyFileSource(config.dataDir);
const migrations = readMigrations(serverRoot('src'), floors);
const postgres = await openPostgres(config, migrations, log);
const house = await openHouse({
  rooms: rooms(portsOf(config), config.ledgerEngine),
  http: {
    ...config,
    version: serverVersion(),
    appFolder: serverRoot('..', 'app', 'dist'),
    checkReplies: false,
  },
  databaseUrl: postgres.url,
  databasePoolMax: config.databasePoolMax,
  migrations,
  secretKeys: keySource,
  clock: machineClock,
  clockMovable: config.clockMovable,
  clockStartDaysBack: config.clockStartDaysBack,
  log,
});

house.startWorkers();
await house.http.listen({ host: config.host, port: config.port });
log.info({ address: config.publicOrigin }, 'the bank is open');

stopOnSignal(log, async () => {
  await house.stop();
  await postgres.stop();
});
