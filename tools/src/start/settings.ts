// What `npm start` is told by the environment, and the folders it works in.

import { join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

export type Settings = {
  readonly projectRoot: string;
  readonly dataDir: string;
  /** A port that was asked for is taken or refused; otherwise the next free one is taken. */
  readonly port: { readonly wanted: number; readonly asked: boolean };
  readonly host: string;
  /** A PostgreSQL of one's own; undefined: the embedded one of the data folder. */
  readonly databaseUrl: string | undefined;
  readonly sandboxDatabaseUrl: string | undefined;
  readonly environment: Environment;
};

const PORT = 8080;
const NODE_OLDEST = [20, 19] as const;

/** Reads the settings. Raises an Error that says what to type instead. */
export function readSettings(projectRoot: string, environment: Environment): Settings {
  const text = environment['PORT'];
  const wanted = text === undefined || text === '' ? PORT : Number(text);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65_535) {
    throw new Error(`PORT is '${text}': give a number from 1 to 65535, as PORT=8081 npm start`);
  }
  const databaseUrl = environment['DATABASE_URL'] || undefined;
  return {
    projectRoot,
    dataDir: resolve(projectRoot, environment['SYCEE_DATA_DIR'] || '.sycee'),
    port: { wanted, asked: wanted !== PORT || Boolean(text) },
    host: environment['HOST'] || '127.0.0.1',
    databaseUrl,
    sandboxDatabaseUrl: environment['SANDBOX_DATABASE_URL'] || besides(databaseUrl),
    environment,
  };
}

/** Raises an Error when this Node is too old, before anything fails in a way nobody understands. */
export function assertNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldest, oldestMinor] = NODE_OLDEST;
  if (major > oldest || (major === oldest && minor >= oldestMinor)) return;
  throw new Error(`Sycee needs Node ${NODE_OLDEST.join('.')} or newer; this is ${version}.`);
}

/** The file or folder of a part of the data folder. */
export function inDataDir({ dataDir }: Settings, ...path: string[]): string {
  return join(dataDir, ...path);
}

/** The sandbox's database, when it is not named, is the bank's neighbour on the same server. */
function besides(databaseUrl: string | undefined): string | undefined {
  if (databaseUrl === undefined) return undefined;
  const url = new URL(databaseUrl);
  url.pathname = `${url.pathname}_sandbox`;
  return url.href;
}
