// Runs a house's workers by hand, so that a test waits for facts and not for time.

import type { House } from '../house.ts';

const ROUNDS_MAX = 1_000;

/** Runs every worker until a whole turn had nothing to do. */
export async function settleHouse({ workers, database }: House): Promise<void> {
  for (let rounds = 0; rounds < ROUNDS_MAX; rounds++) {
    const more: boolean[] = [];
    for (const worker of workers) more.push(await worker.run(database));
    if (!more.includes(true)) return;
  }
  throw new Error('the workers find no end');
}
