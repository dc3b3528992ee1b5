// How far the story has been told to a bank.

import { isoOf, type Instant } from '@sycee/kit';

import type { Tx } from '../platform/index.ts';

type Progress = {
  /** The moment the story leads up to: when it was first begun. */
  readonly ends_at: Instant;
  readonly steps_done: number;
  readonly finished: boolean;
};

/** Where the story stands at a bank; begins it when it is new. */
export async function progressOf(tx: Tx, bank: string): Promise<Progress> {
  const [progress] = await tx.query<Progress>(
    `insert into personas.progress (bank, ends_at) values ($1, $2)
     on conflict (bank) do update set bank = excluded.bank
     returning ends_at, steps_done, finished`,
    [bank, isoOf(tx.now)],
  );
  if (progress === undefined) throw new Error('personas: no progress was kept');
  return progress;
}

export async function keepStep(tx: Tx, bank: string, stepsDone: number): Promise<void> {
  await tx.query('update personas.progress set steps_done = $2 where bank = $1', [bank, stepsDone]);
}

export async function finishStory(tx: Tx, bank: string): Promise<void> {
  await tx.query('update personas.progress set finished = true where bank = $1', [bank]);
}
