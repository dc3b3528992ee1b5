// Runs one of PostgreSQL's programs to its end under the right account.

import { spawn } from 'node:child_process';
import type { Account } from './account.ts';

export type Outcome = { readonly exitCode: number | null; readonly output: string };

/** Runs a program and collects what it says; never throws for an exit code. */
export function runProgram(
  path: string,
  programArguments: readonly string[],
  account: Account | undefined,
  cwd: string,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, programArguments, {
      cwd,
      ...account,
      // Messages in English and no surprises from the caller's PG* variables.
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    // 'exit', not 'close': a server started by pg_ctl may keep the pipes open for its whole life.
    child.on('exit', (exitCode) => {
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ exitCode, output });
    });
  });
}
