// What is committed is what the code says.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { generate } from './generate.ts';

const ROOT = join(import.meta.dirname, '../../..');

test('the document, the pages and the SDK are current', { timeout: 60_000 }, async () => {
  for (const [path, text] of await generate(ROOT)) {
    const committed = readFileSync(join(ROOT, path), 'utf8');
    expect(committed === text, `${path} is old: run npm run docs:generate`).toBe(true);
  }
});
