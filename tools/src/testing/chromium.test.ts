// Which Chromium the browser tests take.

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { findChromium } from './chromium.ts';

const folder = mkdtempSync(join(tmpdir(), 'sycee-chromium-'));
const other = mkdtempSync(join(tmpdir(), 'sycee-chromium-'));
const chrome = program(folder, 'google-chrome');
const chromium = program(other, 'chromium');
writeFileSync(join(folder, 'chromium'), 'a file that nobody may run', { mode: 0o644 });

afterAll(() => {
  for (const path of [folder, other]) rmSync(path, { recursive: true, force: true });
});

describe('the Chromium of the machine', () => {
  test.each<[string, Record<string, string>, string | undefined]>([
    ['the chosen one', { CHROME_PATH: chrome, PATH: other }, chrome],
    ['none, when the chosen one is not there', { CHROME_PATH: '/nowhere', PATH: other }, undefined],
    ['the best name on the path', { PATH: `${folder}:${other}` }, chromium],
    ['another name', { PATH: folder }, chrome],
    ['none', { PATH: '' }, undefined],
  ])('is %s', (_, environment, found) => {
    expect(findChromium(environment)).toBe(found);
  });
});

function program(where: string, name: string): string {
  const path = join(where, name);
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, 0o755);
  return path;
}
