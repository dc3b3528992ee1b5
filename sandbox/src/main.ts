// The world outside as a process: other banks' cards, an SMS gateway, and the people of the demo.

import { ensureDatabase, machineClock, readConfig } from './platform/index.ts';
import { buildWorld } from './world.ts';

const config = readConfig(process.env);
await ensureDatabase(config.databaseUrl);
const app = await buildWorld({ ...config, clock: machineClock, log: true });
await app.listen({ host: config.host, port: config.port });

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void app.close().then(() => process.exit(0));
  });
}
