// `npm run typecheck`: the compiler over every workspace, two at a time, for the machine has few
// cores and each run takes one.

import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const AT_ONCE = 2;

const workspaces = readdirSync(ROOT).filter((folder) =>
  existsSync(join(ROOT, folder, 'tsconfig.json')),
);
const waiting = [...workspaces];
const failed: string[] = [];

await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const problems = await problemsOf(next);
      if (problems === '') continue;
      failed.push(next);
      process.stdout.write(problems);
    }
  }),
);
console.log(`typecheck: ${workspaces.length} workspaces, ${failed.length} with problems`);
process.exitCode = failed.length > 0 ? 1 : 0;

/** What the compiler says about a workspace; empty when all is well. */
function problemsOf(workspace: string): Promise<string> {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const project = join(ROOT, workspace, 'tsconfig.json');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [compiler, '--project', project, '--pretty', 'false'],
      { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => resolve(error === null ? '' : stdout + stderr || error.message),
    );
  });
}
