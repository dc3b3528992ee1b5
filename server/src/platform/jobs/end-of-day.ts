// The end of a business day: when midnight has passed in the bank's zone, every job runs for the
// day that ends, step by step, and then the bank moves to the next day. Each step is a transaction
// that also writes how far the job came, so a killed server goes on where it stopped.

import { addDays, businessDateAt, isoOf, type BusinessDate } from '@sycee/kit';
import type { Tx } from '../database/transaction.ts';
import { publish } from '../outbox/publish.ts';
import { CLOCK_MOVED } from '../time/business-clock.ts';
import { BANK_UTC_OFFSET_MINUTES } from '../time/business-date.ts';
import type { Worker } from '../workers/worker.ts';

/** Work for every business date: set-based, and in steps small enough for a transaction each. */
export type EndOfDayJob = {
  readonly name: string;
  /**
   * Does one step for the day that ends. Answers what the next step is given as `progress`, or
   * null when the job is done for this date. The first step is given null.
   */
  readonly step: (tx: Tx, date: BusinessDate, progress: unknown) => Promise<object | null>;
};

/** Published when a day is over: `{ date }` is the day that has ended. */
const DAY_ENDED = 'platform.day_ended';

const EVERY_MS = 5_000;

/** The worker that ends days; several processes take turns. */
export function endOfDayWorker(jobs: readonly EndOfDayJob[]): Worker {
  return {
    name: 'platform.end-of-day',
    everyMs: EVERY_MS,
    wakeOn: [CLOCK_MOVED],
    run: (database) => database.transact((tx) => advanceDay(tx, jobs)),
  };
}

/** One step towards today; true when there is another. */
export async function advanceDay(tx: Tx, jobs: readonly EndOfDayJob[]): Promise<boolean> {
  const today = businessDateAt(tx.now, BANK_UTC_OFFSET_MINUTES);
  const date = await holdDay(tx, today);
  if (date === undefined || date >= today) return false;
  const job = await nextJob(tx, jobs, date);
  if (job === undefined) await endDay(tx, date);
  else await runStep(tx, job, date);
  return true;
}

/** The day the bank is on, held until the commit; undefined while another process holds it. */
async function holdDay(tx: Tx, today: BusinessDate): Promise<BusinessDate | undefined> {
  await tx.query('insert into platform.business_day (date) values ($1) on conflict do nothing', [
    today,
  ]);
  const [row] = await tx.query<{ date: BusinessDate }>(
    'select date from platform.business_day for update skip locked',
  );
  return row?.date;
}

async function nextJob(
  tx: Tx,
  jobs: readonly EndOfDayJob[],
  date: BusinessDate,
): Promise<EndOfDayJob | undefined> {
  const finished = await tx.query<{ job: string }>(
    'select job from platform.job_runs where date = $1 and finished_at is not null',
    [date],
  );
  const done = new Set(finished.map((row) => row.job));
  return jobs.find((job) => !done.has(job.name));
}

async function runStep(tx: Tx, job: EndOfDayJob, date: BusinessDate): Promise<void> {
  const [run] = await tx.query<{ progress: unknown }>(
    `insert into platform.job_runs (job, date, started_at) values ($1, $2, $3)
     on conflict (job, date) do update set steps = job_runs.steps
     returning progress`,
    [job.name, date, isoOf(tx.now)],
  );
  const progress = await job.step(tx, date, run?.progress ?? null);
  await tx.query(
    `update platform.job_runs
        set steps = steps + 1, progress = coalesce($3, progress), finished_at = $4
      where job = $1 and date = $2`,
    [
      job.name,
      date,
      progress === null ? null : JSON.stringify(progress),
      progress === null ? isoOf(tx.now) : null,
    ],
  );
}

async function endDay(tx: Tx, date: BusinessDate): Promise<void> {
  await tx.query('update platform.business_day set date = $1', [addDays(date, 1)]);
  await publish(tx, { topic: DAY_ENDED, key: 'business-day', payload: { date } });
}
