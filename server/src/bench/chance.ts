// Random numbers for traffic. Each costs a few nanoseconds, because a driver that is slow would be
// measured as a slow ledger.

import { randomFillSync } from 'node:crypto';

const POOL = new Uint32Array(4_096);
let used = POOL.length;

/** A whole number from 0 on and below `limit`, which is at most 2^32. */
export function below(limit: number): number {
  if (used === POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  return Math.floor(((POOL[used++] ?? 0) / 2 ** 32) * limit);
}
