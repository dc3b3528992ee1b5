// A process that `npm start` looks after: its own group, so that Ctrl-C reaches only us and we stop
// it in order, and a leash, so that it ends when we are killed.

import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type Child = {
  readonly name: string;
  readonly pid: number;
  /** Resolves with why it ended. */
  readonly ended: Promise<string>;
  /** Asks it to end, and insists after a while. */
  readonly stop: () => Promise<void>;
};

type Program = {
  readonly name: string;
  readonly script: string;
  /** Of Node itself. */
  readonly flags?: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly logFile: string;
  /** Hears what the program sends of its own accord. */
  readonly onMessage?: (message: unknown) => void;
};

const STOP_MS = 15_000;
const LOG_LINES_SHOWN = 8;

/** Ends the process like a polite SIGTERM once its parent is gone. */
const LEASH = `data:text/javascript,${encodeURIComponent(
  "process.once('disconnect', () => process.kill(process.pid, 'SIGTERM')); process.channel?.unref();",
)}`;

/** Starts a program; what it says goes to its log file. */
export function startChild(program: Program): Child {
  const { name, script, flags = [], environment, logFile, onMessage } = program;
  mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 });
  const log = openSync(logFile, 'w', 0o600);
  const nodeArguments = ['--import', LEASH, '--enable-source-maps', ...flags, script];
  const child = spawn(process.execPath, nodeArguments, {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', ...environment },
  });
  closeSync(log);
  if (onMessage) child.on('message', onMessage);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`it cannot be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      const how = signal === null ? `it ended with code ${code}` : `it was killed by ${signal}`;
      resolve(`${how}.\n${lastLines(logFile)}`);
    });
  });
  return { name, pid: child.pid ?? -1, ended, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  const insist = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(insist);
}

function lastLines(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LOG_LINES_SHOWN);
  if (lines.join('') === '') return `It said nothing; its log is ${logFile}.`;
  return [`The end of ${logFile}:`, ...lines.map((line) => `  ${readable(line)}`)].join('\n');
}

type LogLine = { time?: string; msg?: string; err?: { message?: string } };

/** A line of a structured log, for a person. */
function readable(line: string): string {
  if (!line.startsWith('{')) return line;
  try {
    const { time, msg, err } = JSON.parse(line) as LogLine;
    return [time, msg, err?.message].filter(Boolean).join('  ');
  } catch {
    return line;
  }
}
