// The examples in the READMEs compile: each block of TypeScript is a whole program.

import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, expect, test } from 'vitest';

import { readTree } from '../tidy/tree.ts';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDER = join(ROOT, 'node_modules/.cache/sycee-examples');
const COMPILER = join(ROOT, 'node_modules/typescript/bin/tsc');

const pages = [...readTree(ROOT)].filter(([path]) => basename(path) === 'README.md');
const examples = pages.flatMap(([path, text]) =>
  [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code = ''], index) => ({
    name: `${path.replaceAll('/', '-').replace('.md', '')}-${index + 1}.ts`,
    code,
  })),
);

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

test(`${examples.length} examples compile`, { timeout: 60_000 }, async () => {
  mkdirSync(FOLDER, { recursive: true });
  const options = { lib: ['ES2023', 'ESNext.Intl', 'DOM'], noUnusedLocals: false };
  const config = { extends: join(ROOT, 'tsconfig.base.json'), compilerOptions: options };
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify({ ...config, include: ['.'] }));
  for (const { name, code } of examples) writeFileSync(join(FOLDER, name), code);
  const run = promisify(execFile)(process.execPath, [COMPILER, '--project', FOLDER]);
  const problems = await run.then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
  expect(problems).toBe('');
});
