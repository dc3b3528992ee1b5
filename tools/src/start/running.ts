// What runs on a data folder: written down, so that a second start says so instead of getting in
// the way, and a start after a kill first waits for what the killed one left behind.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { dirname } from 'node:path';

type Running = {
  readonly starter: number;
  readonly children: readonly number[];
  readonly address: string;
};

const LEFTOVER_MS = 10_000;
const LOOK_EVERY_MS = 100;

/** Raises an Error when another start runs on the folder; ends what a killed one left behind. */
export async function makeRoom(file: string): Promise<void> {
  const before = readRunning(file);
  if (before === undefined) return;
  if (isAlive(before.starter, /start[/\\]main\.ts/)) {
    throw new Error(
      `Sycee already runs from this folder at ${before.address} (process ${before.starter}). ` +
        'Stop it there with Ctrl-C, or start a second one with SYCEE_DATA_DIR=<another folder>.',
    );
  }
  const leftover = () => before.children.filter((pid) => isAlive(pid, /dist[/\\]\w+\.js/));
  for (let waited = 0; leftover().length > 0 && waited < LEFTOVER_MS; waited += LOOK_EVERY_MS) {
    await pause(LOOK_EVERY_MS);
  }
  for (const pid of leftover()) process.kill(pid, 'SIGKILL');
  rmSync(file, { force: true });
}

/** Writes down what runs. */
export function keepRunning(file: string, running: Running): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(running));
  renameSync(`${file}.new`, file);
}

export function forgetRunning(file: string): void {
  rmSync(file, { force: true });
}

function readRunning(file: string): Running | undefined {
  try {
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Running) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a process is the one we mean: numbers are given again to others. */
function isAlive(pid: number, command: RegExp): boolean {
  try {
    process.kill(pid, 0);
    return command.test(
      execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }),
    );
  } catch {
    return false;
  }
}
