// What is measured: the server as `npm start` runs it, or the floor beside it, each a process of
// its own on a database that the owner has brought forward and filled before.

import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
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

export type RunningServer = {
  readonly port: number;
  /** Seconds of processor time the server has used so far. */
  readonly cpuSeconds: () => Promise<number>;
  readonly stop: () => Promise<void>;
};

export type ServerSettings = {
  readonly url: string;
  /** Where the server's log goes, and its profile when one is asked for. */
  readonly folder: string;
  readonly profile?: boolean;
  readonly env?: Readonly<Record<string, string>>;
};

const READY_TRIES = 300;

/** Starts the bank and waits until it is ready. */
export function startBank(
  settings: ServerSettings & { secretKey: string },
): Promise<RunningServer> {
  const { secretKey, ...others } = settings;
  const env = { ...others.env, SECRET_KEY: secretKey, REQUESTS_PER_MINUTE: '1000000' };
  return startServer(serverRoot('src', 'main.ts'), { ...others, env });
}

/** Starts the floor and waits until it is ready. */
export function startFloor(settings: ServerSettings): Promise<RunningServer> {
  return startServer(join(import.meta.dirname, 'floor.ts'), settings);
}

async function startServer(script: string, settings: ServerSettings): Promise<RunningServer> {
  const { url, folder, profile = false, env } = settings;
  const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
  // As `npm start` starts the bank.
  const flags = ['--max-semi-space-size=64', ...profiling];
  const log = openSync(join(folder, 'server.log'), 'w');
  const port = await freePort();
  const server = spawn(process.execPath, [...flags, '--import', 'tsx', script], {
    cwd: serverRoot(),
    stdio: ['ignore', log, 'inherit'],
    env: { ...process.env, ...env, DATABASE_URL: url, PORT: String(port) },
  });
  const ended = once(server, 'exit');
  await ready(port);
  return {
    port,
    cpuSeconds: async () => {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      return Number(/^process_cpu_seconds_total ([\d.]+)/m.exec(text)?.[1]);
    },
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
    },
  };
}

async function ready(port: number): Promise<void> {
  for (let tries = 0; tries < READY_TRIES; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(100);
  }
  throw new Error('the server is not ready after half a minute: see server.log');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
