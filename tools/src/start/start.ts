// The order of a start and of a stop: builds and PostgreSQL side by side, then the bank and the
// sandbox, then, the first time, the life of the demo customers.

import { setTimeout as pause } from 'node:timers/promises';

import { buildsDue } from './builds.ts';
import type { Child } from './child.ts';
import { openPostgres, type SharedPostgres } from './database.ts';
import { choosePort, freePort } from './ports.ts';
import {
  bankUrlOf,
  sandboxUrlOf,
  startBank,
  startSandbox,
  startStory,
  type Place,
} from './programs.ts';
import type { Progress } from './progress.ts';
import { reviewerKeys } from './reviewers.ts';
import { forgetRunning, keepRunning, makeRoom } from './running.ts';
import { inDataDir, type Settings } from './settings.ts';

export type Started = {
  readonly place: Place;
  /** Resolves with what ended, and why, when a program ends that should not. */
  readonly broken: Promise<string>;
};

export type House = {
  /** Starts everything; raises an Error that says why it cannot. */
  readonly start: () => Promise<Started>;
  /** Stops what has been started so far, in order. */
  readonly stop: () => Promise<void>;
};

const READY_MS = 60_000;
const LOOK_EVERY_MS = 50;

/** A bank on one machine, with the world around it. */
export function house(settings: Settings, progress: Progress): House {
  const runningFile = inDataDir(settings, 'running.json');
  const children: Child[] = [];
  const stopping = new AbortController();
  let postgres: Promise<SharedPostgres> | undefined;
  let isOurs = false;
  const launch = (child: Child): Child => {
    children.push(child);
    return child;
  };
  const start = async (): Promise<Started> => {
    await makeRoom(runningFile);
    isOurs = true;
    const port = await choosePort(settings);
    const builds = buildAll(settings, progress, stopping.signal);
    postgres = progress.step('Starting PostgreSQL', () => openPostgres(settings));
    const [{ sandboxDatabaseUrl }] = await Promise.all([postgres, builds]);
    const place = { settings, port, sandboxPort: await freePort(), sandboxDatabaseUrl };
    stopping.signal.throwIfAborted();
    const [sandbox, bank] = [launch(startSandbox(place)), launch(startBank(place))];
    const address = `http://localhost:${port}`;
    const pids = children.map(({ pid }) => pid);
    keepRunning(runningFile, { starter: process.pid, children: pids, address });
    await progress.step('Starting the bank and the sandbox world', () =>
      Promise.all([
        ready(sandbox, `${sandboxUrlOf(place.sandboxPort)}/health`, stopping.signal),
        ready(bank, `${bankUrlOf(place)}/ready`, stopping.signal),
      ]),
    );
    await tellStory(place, progress, launch);
    return { place, broken: Promise.race([bank, sandbox].map(obituary)) };
  };
  const stop = async (): Promise<void> => {
    stopping.abort();
    for (const child of children.toReversed()) await child.stop();
    const opened = await postgres?.catch(() => undefined);
    await opened?.stop();
    if (isOurs) forgetRunning(runningFile);
  };
  return { start, stop };
}

async function buildAll(
  { projectRoot }: Settings,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const builds = buildsDue(projectRoot);
  await Promise.all(
    builds.map(({ name, run }) => progress.step(`Building ${name}`, () => run(signal))),
  );
}

/** Waits until an address answers; raises when its program ends before. */
async function ready(child: Child, address: string, signal: AbortSignal): Promise<void> {
  const ended = new AbortController();
  const death = obituary(child).then((why) => ended.abort(new Error(why)));
  const either = AbortSignal.any([signal, ended.signal]);
  for (let waited = 0; waited < READY_MS; waited += LOOK_EVERY_MS) {
    either.throwIfAborted();
    const answers = fetch(address, { signal: either }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (await answers) return;
    await Promise.race([pause(LOOK_EVERY_MS), death]);
  }
  throw new Error(`${child.name} does not answer at ${address} after ${READY_MS / 1000} seconds.`);
}

/** The demo works without its customers' past, so a story that cannot be told stops nothing. */
async function tellStory(
  place: Place,
  progress: Progress,
  launch: (child: Child) => Child,
): Promise<void> {
  const tell = async (note: (text: string) => void): Promise<string> => {
    const keys = await reviewerKeys(place.settings);
    const child = startStory(place, keys, (message) => note(String(message)));
    launch(child);
    return child.ended;
  };
  const outcome = await progress.step("The demo customers' last five weeks", tell);
  if (!outcome.startsWith('it ended with code 0.')) {
    progress.say(`    Their story broke off; the next start goes on with it. ${outcome}`);
  }
}

async function obituary({ name, ended }: Child): Promise<string> {
  return `${name} is gone: ${await ended}`;
}
