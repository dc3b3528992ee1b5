// Random bytes in masses: every sealed field and every id needs a few, and asking the system for
// each would cost more than the encryption. What is given out once is never given again.

import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 16_384;
const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/** Fills an array with bytes of the system's cryptographic source. */
export function fillRandom(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (bytes.length > POOL_BYTES) return randomFillSync(bytes);
  if (used + bytes.length > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const end = used + bytes.length;
  bytes.set(pool.subarray(used, end));
  pool.fill(0, used, end);
  used = end;
  return bytes;
}
