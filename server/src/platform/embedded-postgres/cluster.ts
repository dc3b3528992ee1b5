// A database cluster in a folder: made once, started when it is not running, adopted when an
// earlier process left it running, stopped cleanly by the last one who used it.

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { giveTo, unprivilegedAccount, type Account } from './account.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { clusterFolder } from './cluster-folder.ts';
import { runProgram } from './program.ts';

const OWNER = 'sycee';
const PASSWORD_FILE = 'sycee-password';
const START_ATTEMPTS = 15;
const START_RETRY_MS = 1_000;

export type Cluster = {
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  /** The folder with the cluster and its log. */
  readonly folder: string;
  readonly password: string;
  /** False only for throw-away test clusters: commits then do not wait for the disk. */
  readonly durable: boolean;
};

/** Makes the cluster of a data folder unless it is there. */
export async function openCluster(dataDir: string, durable: boolean): Promise<Cluster> {
  const account = unprivilegedAccount();
  const folder = clusterFolder(dataDir, account);
  const binaries = findBinaries(account, folder);
  const files = join(folder, 'cluster');
  if (!existsSync(files)) await initialize(binaries, account, folder);
  const password = readFileSync(join(files, PASSWORD_FILE), 'utf8').trim();
  return { account, binaries, folder, password, durable };
}

/** Complete under another name first: a broken-off initdb must not be mistaken for a cluster. */
async function initialize(
  binaries: Binaries,
  account: Account | undefined,
  folder: string,
): Promise<void> {
  const unfinished = join(folder, `unfinished-${process.pid}`);
  const passwordFile = `${unfinished}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  giveTo(account, passwordFile);
  const programArguments = initdbArguments(unfinished, passwordFile);
  const outcome = await runProgram(binaries.initdb, programArguments, account, folder);
  if (outcome.exitCode !== 0) throw new Error(`initdb failed:\n${outcome.output}`);
  renameSync(passwordFile, join(unfinished, PASSWORD_FILE));
  try {
    renameSync(unfinished, join(folder, 'cluster'));
  } catch {
    // Another process was quicker; its cluster is as good as ours.
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/**
 * The builtin C.UTF-8 sorts by code point and never changes with the system's libraries, so an
 * index stays right when the machine is upgraded.
 */
function initdbArguments(pgdata: string, passwordFile: string): string[] {
  return [
    `--pgdata=${pgdata}`,
    `--username=${OWNER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  ];
}

/** The port of the server that is running on the cluster and answers, or undefined. */
export async function runningPort(cluster: Cluster): Promise<number | undefined> {
  const pidFile = join(cluster.folder, 'cluster', 'postmaster.pid');
  if (!existsSync(pidFile)) return undefined;
  const port = Number(readFileSync(pidFile, 'utf8').split('\n')[3]);
  if (!Number.isInteger(port) || port <= 0) return undefined;
  const client = new Client({ connectionString: urlOf(cluster, port, 'postgres') });
  try {
    await client.connect();
    return port;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Starts the server and waits until it answers; tells its port. */
export async function startCluster(cluster: Cluster, wantedPort?: number): Promise<number> {
  const port = wantedPort ?? (await freePort());
  for (let attempts = 1; ; attempts++) {
    const { exitCode, output } = await pgCtl(cluster, startArguments(cluster, port));
    if (exitCode === 0) return port;
    const running = await runningPort(cluster);
    if (running !== undefined) return running;
    // After a kill the old server's processes need a moment to notice and to let go of their lock.
    if (attempts >= START_ATTEMPTS) throw new Error(`PostgreSQL does not start:\n${output}`);
    await pause(START_RETRY_MS);
  }
}

/** Stops the server: open transactions are rolled back, everything committed is on disk. */
export async function stopCluster(cluster: Cluster): Promise<void> {
  await pgCtl(cluster, ['stop', '--mode=fast', '--wait', '--timeout=60']);
}

export function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://${OWNER}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

function startArguments(cluster: Cluster, port: number): string[] {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: 100,
    shared_buffers: '128MB',
    max_wal_size: '2GB',
    ...(cluster.durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  const log = join(cluster.folder, 'postgres.log');
  return ['start', '--wait', '--timeout=60', `--log=${log}`, `--options=${options.join(' ')}`];
}

function pgCtl(cluster: Cluster, programArguments: string[]) {
  const all = [...programArguments, `--pgdata=${join(cluster.folder, 'cluster')}`];
  return runProgram(cluster.binaries.pgCtl, all, cluster.account, cluster.folder);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
