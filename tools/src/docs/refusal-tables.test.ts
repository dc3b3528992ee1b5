// The texts of the bank's refusals: complete in both languages, and naming the same facts.

import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { readRefusals } from './refusal-tables.ts';

const rows = await readRefusals(join(import.meta.dirname, '../../..'));

/** The facts a text names, sorted: `{left}` and the like. */
function places(text: string): string[] {
  return [...new Set(text.match(/\{\w+\}/g))].toSorted();
}

describe('every refusal', () => {
  test('bears a code of its own', () => {
    const codes = rows.map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(20);
    expect(codes).toEqual([...new Set(codes)]);
    for (const code of codes) expect(code).toMatch(/^[a-z_]+\.[a-z_]+$/);
  });

  test.each(rows)('$code says the same in English and Chinese', ({ en, zh }) => {
    expect(places(zh)).toEqual(places(en));
    expect(en).toMatch(/^[A-Z{].*\.$/);
    expect(zh).toMatch(/[\u4E00-\u9FFF].*。$/);
  });
});
