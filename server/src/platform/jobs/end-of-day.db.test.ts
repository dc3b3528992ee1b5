// The bank's day ends when midnight has passed in Beijing, every job runs once for every date, and
// a crash in the middle loses nothing.

import { parseInstant } from '@sycee/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testDatabase, type TestDatabase } from '../testing.ts';
import { businessDate } from '../time/business-date.ts';
import { advanceDay, type EndOfDayJob } from './end-of-day.ts';

let bank: TestDatabase;
let done: string[];
beforeAll(async () => {
  bank = await testDatabase({ module: 'platform' });
});
afterAll(() => bank.close());
beforeEach(async () => {
  done = [];
  const tables = ['business_day', 'job_runs', 'outbox_events'].map((name) => `platform.${name}`);
  await asOwner(bank.url, `truncate ${tables.join(', ')} cascade`);
});

/** A job of three steps that writes down what it did. */
const threeSteps: EndOfDayJob = {
  name: 'play.three-steps',
  step: async (_tx, date, progress) => {
    const step = ((progress as { step: number } | null)?.step ?? 0) + 1;
    done.push(`${date} step ${step}`);
    return step < 3 ? { step } : null;
  },
};
const oneStep: EndOfDayJob = {
  name: 'play.one-step',
  step: async (_tx, date) => {
    done.push(`${date} one`);
    return null;
  },
};

const at = (text: string) => bank.clock.set(parseInstant(text));
const advance = (jobs: EndOfDayJob[]) => bank.database.transact((tx) => advanceDay(tx, jobs));
const today = () => bank.database.read(businessDate);

async function run(...jobs: EndOfDayJob[]): Promise<void> {
  while (await advance(jobs));
}

describe('the business date', () => {
  test.each([
    ['2026-01-15T15:59:59.999Z', '2026-01-15'],
    ['2026-01-15T16:00:00.000Z', '2026-01-16'],
  ])('at %s is %s in Beijing', async (instant, date) => {
    at(instant);
    expect(await today()).toBe(date);
  });

  test('stays until the end of the day is done', async () => {
    at('2026-01-15T10:00:00.000Z');
    await run(oneStep);
    at('2026-01-15T16:00:01.000Z');
    expect(await today()).toBe('2026-01-15');
    await run(oneStep);
    expect(await today()).toBe('2026-01-16');
  });
});

describe('the end of the day', () => {
  beforeEach(async () => {
    at('2026-01-15T10:00:00.000Z');
    await run();
  });

  test('runs each job in order, step by step, for every day that passed', async () => {
    at('2026-01-17T01:00:00.000Z');
    await run(threeSteps, oneStep);
    expect(done).toEqual([
      '2026-01-15 step 1',
      '2026-01-15 step 2',
      '2026-01-15 step 3',
      '2026-01-15 one',
      '2026-01-16 step 1',
      '2026-01-16 step 2',
      '2026-01-16 step 3',
      '2026-01-16 one',
    ]);
    expect(await today()).toBe('2026-01-17');
  });

  test('goes on where a crash stopped it, without a step done twice', async () => {
    at('2026-01-15T20:00:00.000Z');
    const kept: string[] = [];
    const crashing: EndOfDayJob = {
      name: 'play.three-steps',
      step: async (tx, date, progress) => {
        const next = await threeSteps.step(tx, date, progress);
        if (done.length === 2) throw new Error('killed');
        kept.push(done.at(-1) ?? '');
        return next;
      },
    };
    await expect(run(crashing)).rejects.toThrow('killed');
    await run(crashing);
    expect(kept).toEqual(['2026-01-15 step 1', '2026-01-15 step 2', '2026-01-15 step 3']);
  });

  test('runs once when several processes try', async () => {
    at('2026-01-15T20:00:00.000Z');
    await Promise.all([run(oneStep), run(oneStep), run(oneStep)]);
    await run(oneStep);
    expect(done).toEqual(['2026-01-15 one']);
  });

  test('writes down what ran, and tells the news of the day that ended', async () => {
    at('2026-01-15T20:00:00.000Z');
    await run(threeSteps);
    const rows = await bank.database.read((tx) =>
      tx.query(`select job, date, steps, finished_at is not null as finished
                  from platform.job_runs`),
    );
    expect(rows).toEqual([
      { job: 'play.three-steps', date: '2026-01-15', steps: 3n, finished: true },
    ]);
    const events = await bank.database.read((tx) =>
      tx.query('select topic, payload from platform.outbox_events'),
    );
    expect(events).toEqual([{ topic: 'platform.day_ended', payload: { date: '2026-01-15' } }]);
  });
});
