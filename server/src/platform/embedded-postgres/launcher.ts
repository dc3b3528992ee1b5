// The embedded PostgreSQL of a data folder, for a bank that needs no database administrator: start
// or adopt it, revive it when it dies, and let the last user turn off the light.

import { connect } from 'node:net';
import { Client } from 'pg';
import {
  openCluster,
  runningPort,
  startCluster,
  stopCluster,
  urlOf,
  type Cluster,
} from './cluster.ts';

export type EmbeddedPostgres = {
  /** The owner's address of a database of this server. */
  readonly urlOf: (database: string) => string;
  /** Makes a database unless it is there; tells the owner's address of it. */
  readonly ensureDatabase: (database: string) => Promise<string>;
  /** Whether it was already running, left by an earlier process or shared with one. */
  readonly adopted: boolean;
  /** Stops the server, unless another process is still connected to it. */
  readonly stop: () => Promise<void>;
};

export type LauncherOptions = {
  readonly dataDir: string;
  /** False only for throw-away test clusters. */
  readonly durable?: boolean;
  /** Told when the server had died and was started again. */
  readonly onRevived?: () => void;
};

const WATCH_MS = 1_000;

/** Starts the PostgreSQL of a data folder, or adopts the one that is running there. */
export async function startEmbeddedPostgres(options: LauncherOptions): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(options.dataDir, options.durable ?? true);
  const running = await runningPort(cluster);
  const port = running ?? (await startCluster(cluster));
  const address = (database: string): string => urlOf(cluster, port, database);
  const presence = holdPresence(address('postgres'));
  const watch = keepAlive(cluster, port, () => {
    presence.renew();
    options.onRevived?.();
  });
  await presence.ready();
  return {
    urlOf: address,
    ensureDatabase: async (database) => {
      await withClient(address('postgres'), (client) => createMissing(client, database));
      return address(database);
    },
    adopted: running !== undefined,
    stop: async () => {
      await watch.stop();
      await presence.end();
      if (!(await isUsedByOthers(address('postgres')))) await stopCluster(cluster);
    },
  };
}

/** An idle connection that tells other processes that the server is in use. */
function holdPresence(url: string) {
  let client = connected();
  function connected(): Promise<Client | undefined> {
    const next = new Client({ connectionString: url, application_name: 'sycee presence' });
    next.on('error', () => undefined);
    return next.connect().then(
      () => next,
      () => undefined,
    );
  }
  return {
    ready: async (): Promise<void> => void (await client),
    renew: (): void => void (client = connected()),
    end: async (): Promise<void> => {
      await (await client)?.end().catch(() => undefined);
    },
  };
}

/** Looks after the server on its port; a killed one comes back where its clients look for it. */
function keepAlive(cluster: Cluster, port: number, onRevived: () => void) {
  let stopped = false;
  let looking: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    if (stopped || (await isListening(port))) return;
    await startCluster(cluster, port);
    onRevived();
  };
  const timer = setInterval(() => {
    looking = looking.then(look).catch(() => undefined);
  }, WATCH_MS);
  timer.unref();
  return {
    stop: async (): Promise<void> => {
      stopped = true;
      clearInterval(timer);
      await looking;
    },
  };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function createMissing(client: Client, database: string): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [database]);
  if (found.rowCount !== 0) return;
  await client.query(`create database ${client.escapeIdentifier(database)}`);
}

async function isUsedByOthers(adminUrl: string): Promise<boolean> {
  try {
    const { rows } = await withClient(adminUrl, (client) =>
      client.query<{ others: string }>(
        `select count(*) as others from pg_stat_activity
          where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      ),
    );
    return rows[0]?.others !== '0';
  } catch {
    return false;
  }
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // The server may end while we are connected; the query in flight then reports it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
