// Bytes from the pool are never given twice, however they are asked for.

import { expect, test } from 'vitest';
import { fillRandom } from './random.ts';

test.each([12, 16, 1_000, 16_384, 20_000])('%i bytes at a time never repeat', (size) => {
  const seen = new Set<string>();
  for (let turn = 0; turn < 3_000; turn++) {
    seen.add(Buffer.from(fillRandom(new Uint8Array(size)).subarray(0, 16)).toString('hex'));
  }
  expect(seen.size).toBe(3_000);
});
