// `npm run tidy`: prints what is out of place, with what to do instead, and fails if anything is.

import { join } from 'node:path';

import { tidy } from './tidy.ts';
import { readTree } from './tree.ts';

const started = performance.now();
const tree = readTree(join(import.meta.dirname, '../../..'));
const findings = tidy(tree);
for (const { path, line, rule, message } of findings) {
  console.log(`${path}:${line}  ${rule}\n    ${message}`);
}
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`tidy: ${tree.size} files, ${findings.length} findings, ${seconds} s`);
process.exitCode = findings.length > 0 ? 1 : 0;
