// The bank that is measured: the server as `npm start` runs it, a process of its own on a database
// of its own, which the owner has brought forward and filled before.

import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createLog, readMigrations, serverRoot } from '#platform';
import { asOwner } from '../bench/place.ts';
import { floors } from '../floors.ts';
import { migrate } from '../platform/database/migrate.ts';
import { reach } from '../platform/database/open-postgres.ts';

export type Ground = {
  /** The owner's address of a migrated database of its own. */
  readonly url: string;
  readonly description: string;
  readonly close: () => Promise<void>;
};

/** Makes the database; without an address in a durable PostgreSQL below `dataDir`. */
export async function openGround(dataDir: string, databaseUrl?: string): Promise<Ground> {
  const settings = { dataDir, databaseUrl, migrationDatabaseUrl: undefined };
  const postgres = await reach(settings, createLog('warn'));
  const name = `sycee_bench_${randomBytes(4).toString('hex')}`;
  await asOwner(postgres.url, `create database ${name}`);
  const address = new URL(postgres.url);
  address.pathname = `/${name}`;
  await migrate(address.href, readMigrations(serverRoot('src'), floors));
  const [row] = await asOwner<Record<string, string>>(
    address.href,
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
        current_setting('synchronous_commit') as commit`,
  );
  return {
    url: address.href,
    description: `PostgreSQL ${row?.['version']}, fsync ${row?.['fsync']}, commit ${row?.['commit']}`,
    close: async () => {
      await asOwner(postgres.url, `drop database ${name} with (force)`);
      await postgres.stop();
    },
  };
}

export type RunningBank = {
  readonly port: number;
  /** Seconds of processor time the server has used so far. */
  readonly cpuSeconds: () => Promise<number>;
  readonly stop: () => Promise<void>;
};

export type BankSettings = {
  readonly url: string;
  readonly secretKey: string;
  /** Where the server's log goes, and its profile when one is asked for. */
  readonly folder: string;
  readonly profile: boolean;
};

const PORT = 8097;
const READY_TRIES = 300;

/** Starts the server and waits until it is ready. */
export async function startBank(settings: BankSettings): Promise<RunningBank> {
  const profile = settings.profile ? ['--cpu-prof', `--cpu-prof-dir=${settings.folder}`] : [];
  const log = openSync(join(settings.folder, 'server.log'), 'w');
  const server = spawn(
    process.execPath,
    [...profile, '--import', 'tsx', serverRoot('src', 'main.ts')],
    {
      cwd: serverRoot(),
      stdio: ['ignore', log, 'inherit'],
      env: {
        ...process.env,
        DATABASE_URL: settings.url,
        SECRET_KEY: settings.secretKey,
        PORT: String(PORT),
        REQUESTS_PER_MINUTE: '1000000',
      },
    },
  );
  const ended = once(server, 'exit');
  await ready();
  return {
    port: PORT,
    cpuSeconds: async () => {
      const text = await (await fetch(`http://127.0.0.1:${PORT}/metrics`)).text();
      return Number(/^process_cpu_seconds_total ([\d.]+)/m.exec(text)?.[1]);
    },
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
    },
  };
}

async function ready(): Promise<void> {
  for (let tries = 0; tries < READY_TRIES; tries++) {
    const answer = await fetch(`http://127.0.0.1:${PORT}/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(100);
  }
  throw new Error('the bank is not ready after half a minute: see server.log');
}
