// Kills the server, PostgreSQL, one of its processes or their connections, at a random moment under
// full load, and then holds the books against what callers were told.

import { fork, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { asOwner, openDatabase, openPlace, type Place } from '../bench/place.ts';
import { contradictions, type Told } from './history.ts';

export type Victim = 'server' | 'connections' | 'backend' | 'postgres' | 'both';

/** Who dies in which round, in turn. */
export const VICTIMS: readonly Victim[] = ['server', 'connections', 'backend', 'postgres', 'both'];

export type Round = {
  readonly victim: Victim;
  readonly created: number;
  readonly refused: number;
  readonly unanswered: number;
  /** What the books contradict; empty when they are right. */
  readonly wrong: readonly string[];
};

const LOAD = join(import.meta.dirname, 'load.ts');
const ANSWERS_BEFORE_DEATH = 500;
const MOMENT_MS_MAX = 400;
const PATIENCE_MS = 60_000;

/** Plays rounds on an embedded PostgreSQL of its own, which must not be anybody else's. */
export async function torture(
  dataDir: string,
  victims: readonly Victim[],
  onRound: (round: Round) => void,
): Promise<Round[]> {
  const place = await openPlace(dataDir);
  const rounds: Round[] = [];
  try {
    for (const victim of victims) {
      const round = await play(place, dataDir, victim);
      rounds.push(round);
      onRound(round);
    }
    return rounds;
  } finally {
    await place.close();
  }
}

async function play(place: Place, dataDir: string, victim: Victim): Promise<Round> {
  const answers: Told[] = [];
  const load = fork(LOAD, [place.url], { execArgv: ['--import', 'tsx'] });
  load.on('message', (told) => answers.push(told as Told));
  try {
    await until(() => answers.length >= ANSWERS_BEFORE_DEATH);
    await pause(randomInt(MOMENT_MS_MAX));
    await strike(place, dataDir, victim, load);
    if (load.exitCode === null && load.signalCode === null) await comesBack(answers);
  } finally {
    await end(load);
  }
  await answering(place.url);
  const count = (wanted: (status: string) => boolean): number =>
    answers.filter(({ status }) => wanted(status)).length;
  return {
    victim,
    created: count((status) => status === 'created'),
    refused: count((status) => status !== 'created' && status !== 'no answer'),
    unanswered: count((status) => status === 'no answer'),
    wrong: await wrongIn(place, answers),
  };
}

async function strike(
  { url }: Place,
  dataDir: string,
  victim: Victim,
  load: ChildProcess,
): Promise<void> {
  if (victim === 'server' || victim === 'both') load.kill('SIGKILL');
  if (victim === 'server') await once(load, 'exit');
  if (victim === 'postgres' || victim === 'both') process.kill(postmasterOf(dataDir), 'SIGKILL');
  if (victim === 'connections') await asOwner(url, `select pg_terminate_backend(pid) ${OTHERS}`);
  if (victim === 'backend') {
    const [one] = await asOwner<{ pid: number }>(url, `select pid ${OTHERS} limit 1`);
    process.kill(one?.pid ?? load.pid ?? 0, 'SIGKILL');
  }
  if (victim === 'both' && load.exitCode === null && load.signalCode === null) {
    await once(load, 'exit');
  }
}

const OTHERS = `from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

function postmasterOf(dataDir: string): number {
  const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}

/** A server that outlives its database has to go on by itself once that is back. */
async function comesBack(answers: readonly Told[]): Promise<void> {
  const before = made(answers);
  await until(() => made(answers) > before + ANSWERS_BEFORE_DEATH / 5);
}

function made(answers: readonly Told[]): number {
  return answers.filter(({ status }) => status === 'created').length;
}

async function end(load: ChildProcess): Promise<void> {
  if (load.exitCode !== null || load.signalCode !== null) return;
  load.kill('SIGKILL');
  await once(load, 'exit');
}

async function answering(url: string): Promise<void> {
  const isUp = (): Promise<boolean> =>
    asOwner(url, `select pg_terminate_backend(pid, 5000) ${OTHERS}`).then(
      () => true,
      () => false,
    );
  await until(isUp);
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const by = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > by) throw new Error('torture: nothing happens any more');
    await pause(20);
  }
}

async function wrongIn({ url, audit }: Place, answers: readonly Told[]): Promise<string[]> {
  const database = openDatabase(url, 1);
  const found = await contradictions(database, answers);
  await database.close();
  const proofs = await audit();
  const broken = proofs.filter(({ violations }) => violations > 0);
  return [...found, ...broken.map(({ name, violations }) => `${name}: ${violations} violations`)];
}
