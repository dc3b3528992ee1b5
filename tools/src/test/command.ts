// Runs a program and keeps what it says, or lets the person watch.

import { spawn } from 'node:child_process';

export type Ran = { readonly succeeded: boolean; readonly output: string };

export type Running = {
  readonly cwd: string;
  /** Shows the output at once instead of keeping it. */
  readonly watched?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
};

/** Runs a program to its end; one that cannot start has failed. */
export function run(command: readonly string[], running: Running): Promise<Ran> {
  const { cwd, watched = false, environment = {} } = running;
  const [program = '', ...parameters] = command;
  return new Promise((resolve) => {
    const child = spawn(program, parameters, {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['ignore', watched ? 'inherit' : 'pipe', watched ? 'inherit' : 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => resolve({ succeeded: false, output: error.message }));
    child.on('close', (code) => resolve({ succeeded: code === 0, output }));
  });
}
