// Kills servers, PostgreSQL, one of its processes or their connections, at a random moment under
// full load, waits until others go on, and then holds the books against what callers were told.

import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  bankAccounts,
  CHART_CODES,
  LEDGER_CNY,
  openAccounts,
  post,
  type EngineName,
} from '#ledger';
import { newRun, risingIds } from '../bench/ids.ts';
import { asOwner, openDatabase, openPlace, type Place } from '../bench/place.ts';
import { customersOf } from '../bench/traffic.ts';
import { examinerOf, type Examiner } from './books.ts';
import { startServers, type Servers } from './servers.ts';
import { CUSTOMERS, FUNDS_MINOR, ORDERS, type Told } from './told.ts';

export type Victim = 'server' | 'connections' | 'backend' | 'postgres' | 'both' | 'all';

/** Who dies in which round, in turn: `both` is a server and PostgreSQL, `all` leaves nobody. */
export const VICTIMS: readonly Victim[] = [
  'server',
  'connections',
  'backend',
  'postgres',
  'both',
  'all',
];

export type Round = {
  readonly victim: Victim;
  /** How many answers of each kind were given. */
  readonly answers: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** From the blow to the next transfer that was made, in milliseconds. */
  readonly backAfterMs: number;
  /** What the books contradict; empty when they are right. */
  readonly wrong: readonly string[];
};

const ANSWERS_BEFORE_DEATH = 300;
const ANSWERS_AFTER = 60;
const MOMENT_MS_MAX = 250;
/** Long, because a busy machine takes its time to start three processes. */
const PATIENCE_MS = 300_000;

type Stage = {
  readonly place: Place;
  readonly dataDir: string;
  readonly servers: Servers;
  readonly examiner: Examiner;
  /** The answers since they were last taken. */
  told: Told[];
};

/** Plays rounds of an engine on an embedded PostgreSQL of its own, which must be nobody else's. */
export async function torture(
  dataDir: string,
  engine: EngineName,
  victims: readonly Victim[],
  onRound: (round: Round) => void,
): Promise<Round[]> {
  const place = await openPlace(dataDir);
  const run = newRun();
  const limited = await openBooks(place, run);
  const stage: Stage = {
    place,
    dataDir,
    servers: startServers([place.url, engine, run], (told) => stage.told.push(...told)),
    examiner: examinerOf(place.url, (account) => limited.has(account)),
    told: [],
  };
  const rounds: Round[] = [];
  try {
    for (const [index, victim] of victims.entries()) {
      const round = await play(stage, victim, index === victims.length - 1);
      rounds.push(round);
      onRound(round);
    }
    return rounds;
  } finally {
    await stage.servers.end();
    await place.close();
  }
}

/** Customers with little on their accounts, and the rows of use cases. */
async function openBooks({ url }: Place, run: string): Promise<ReadonlySet<string>> {
  const { at } = customersOf(CUSTOMERS, run);
  const ids = Array.from({ length: CUSTOMERS }, (_, number) => at(number));
  await asOwner(url, ORDERS);
  const database = openDatabase(url, 1);
  const nextId = risingIds();
  await database.transact(async (tx) => {
    const account = { ledger: LEDGER_CNY, code: CHART_CODES.demandDeposits };
    const flags = { debitsMustNotExceedCredits: true };
    await openAccounts(
      tx,
      ids.map((id) => ({ ...account, id, flags })),
    );
    const debitAccountId = bankAccounts.cardSettlement;
    const about = { debitAccountId, amountMinor: FUNDS_MINOR, ledger: LEDGER_CNY, code: 1 };
    await post(
      tx,
      ids.map((id) => ({ ...about, id: nextId(), creditAccountId: id })),
    );
  });
  await database.close();
  return new Set(ids);
}

async function play(stage: Stage, victim: Victim, isLast: boolean): Promise<Round> {
  const began = performance.now();
  const { servers } = stage;
  stage.told = [];
  servers.work();
  await until(stage, () => stage.told.length >= ANSWERS_BEFORE_DEATH);
  await pause(randomInt(MOMENT_MS_MAX));
  const [struckAt, before] = [performance.now(), stage.told.length];
  await strike(stage, victim);
  const isBack = (): number =>
    stage.told.slice(before).filter(({ status }) => status === 'created').length;
  await until(stage, () => isBack() > 0);
  const backAfterMs = Math.round(performance.now() - struckAt);
  await until(stage, () => isBack() >= ANSWERS_AFTER);
  await servers.stop((isSo) => until(stage, isSo));
  await until(stage, () => isQuiet(stage.place.url));
  const answers: Record<string, number> = {};
  for (const { status } of stage.told) answers[status] = (answers[status] ?? 0) + 1;
  const wrong = [
    ...(await stage.examiner.look(stage.told)),
    ...(isLast ? await auditOf(stage.place) : []),
  ];
  const seconds = (performance.now() - began) / 1000;
  return { victim, answers, seconds, backAfterMs, wrong };
}

async function strike({ place, dataDir, servers }: Stage, victim: Victim): Promise<void> {
  const dies = (...victims: Victim[]): boolean => victims.includes(victim);
  if (dies('connections')) await asOwner(place.url, `select pg_terminate_backend(pid) ${OTHERS}`);
  if (dies('backend')) {
    const rows = await asOwner<{ pid: number }>(place.url, `select pid ${OTHERS}`);
    const one = rows.at(randomInt(Math.max(1, rows.length)));
    if (one !== undefined) process.kill(one.pid, 'SIGKILL');
  }
  if (dies('postgres', 'both', 'all')) process.kill(postmasterOf(dataDir), 'SIGKILL');
  if (dies('server', 'both')) await servers.kill('one');
  if (dies('all')) await servers.kill('all');
}

const OTHERS = `from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

function postmasterOf(dataDir: string): number {
  const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}

/** Whether no transaction of anybody, dead or alive, is under way. */
function isQuiet(url: string): Promise<boolean> {
  const sql = `select pid ${OTHERS} and backend_type = 'client backend' and xact_start is not null`;
  return asOwner<{ pid: number }>(url, sql).then(
    (rows) => rows.length === 0,
    () => false,
  );
}

async function until(stage: Stage, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const by = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    const died = stage.servers.diedByThemselves();
    if (died > 0) throw new Error(`torture: ${died} servers died, and nobody had killed them`);
    if (performance.now() > by) {
      const duty = stage.servers.isAnyOnDuty() ? 'a server is on duty' : 'no server is on duty';
      throw new Error(`torture: nothing happens any more; ${duty}, ${stage.told.length} answers`);
    }
    await pause(10);
  }
}

async function auditOf({ audit }: Place): Promise<string[]> {
  const broken = (await audit()).filter(({ violations }) => violations > 0);
  return broken.map(({ name, violations }) => `${name}: ${violations} violations`);
}
