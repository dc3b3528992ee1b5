// `npm run docs:generate`: the OpenAPI document, the reference pages and the SDK's calls, made from
// the code and committed, so that a change of the API shows in review.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { generate } from './generate.ts';

const root = join(import.meta.dirname, '../../..');
for (const [path, text] of await generate(root)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(`docs: ${path}, ${text.split('\n').length - 1} lines`);
}
