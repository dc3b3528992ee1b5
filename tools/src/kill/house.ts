// The whole bank as a visitor starts it, in a folder of its own, so that a test can kill its parts.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { housePlace } from '../testing/house-place.ts';

const ROOT = join(import.meta.dirname, '../../..');
const TSX = join(ROOT, 'node_modules/.bin/tsx');

export type Part = 'bank' | 'sandbox' | 'postgres';

export type WholeHouse = {
  readonly url: string;
  /** Starts it and waits for its address; raises an Error with what it said when it ends before. */
  readonly start: () => Promise<void>;
  /** Ends one part as a power cut would. */
  readonly kill: (part: Part) => void;
  /** Stops what still runs, politely, and waits for it. */
  readonly stop: () => Promise<void>;
  /** Proves the books of the stopped house; answers the report and whether it found nothing. */
  readonly audit: () => Promise<{ readonly sound: boolean; readonly report: string }>;
  /** Removes the folder. */
  readonly remove: () => void;
};

/** A house that has not been started yet. */
export async function wholeHouse(): Promise<WholeHouse> {
  const { folder: dataDir, port } = await housePlace('kill');
  const environment = { ...process.env, PORT: String(port), SYCEE_DATA_DIR: dataDir };
  let starter: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    starter = spawn(TSX, [join(ROOT, 'tools/src/start/main.ts')], {
      cwd: ROOT,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await saidOpen(starter);
  };
  const stop = async (): Promise<void> => {
    if (starter === undefined || starter.exitCode !== null) return;
    starter.kill('SIGTERM');
    await once(starter, 'exit');
  };
  return {
    url: `http://localhost:${port}`,
    start,
    kill: (part) => process.kill(pidOf(dataDir, part), 'SIGKILL'),
    stop,
    audit: () => audit(dataDir),
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

/** Waits for the address on the screen. */
function saidOpen(starter: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (text: Buffer): void => {
      said += text.toString();
      if (said.includes('Open  http')) resolve();
    };
    starter.stdout?.on('data', hear);
    starter.stderr?.on('data', hear);
    starter.once('exit', () => reject(new Error(`the house did not open:\n${said}`)));
  });
}

function pidOf(dataDir: string, part: Part): number {
  if (part === 'postgres') {
    const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
    return Number(readFileSync(file, 'utf8').split('\n')[0]);
  }
  const running = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as {
    children: number[];
  };
  const [sandbox, bank] = running.children;
  return (part === 'bank' ? bank : sandbox) ?? -1;
}

async function audit(dataDir: string) {
  const child = spawn(TSX, [join(ROOT, 'server/src/audit-books.ts'), '--data-dir', dataDir], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let report = '';
  child.stdout.on('data', (text: Buffer) => (report += text.toString()));
  child.stderr.on('data', (text: Buffer) => (report += text.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { sound: code === 0, report };
}
