// `npm test`: every gate, then every test, each with its time; the last line is the count. What
// passes is one line; what fails shows all it said.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureChromium, type Chromium } from './chromium.ts';
import { run } from './command.ts';
import { closingLine, sumOf, tallyOf, type Report, type Tally } from './tally.ts';

const ROOT = join(import.meta.dirname, '../../..');
const BIN = join(ROOT, 'node_modules/.bin');
const PASSED: Tally = { passed: 1, failed: 0, skipped: 0 };
const FAILED: Tally = { passed: 0, failed: 1, skipped: 0 };

const GATES: readonly [name: string, command: readonly string[]][] = [
  ['format', [join(BIN, 'oxfmt'), '--check', '.']],
  ['lint', [join(BIN, 'oxlint'), '--type-aware', '--deny-warnings']],
  ['types', [join(BIN, 'tsx'), 'tools/src/typecheck.ts']],
  ['tidy', [join(BIN, 'tsx'), 'tools/src/tidy/main.ts']],
];

const tallies: Tally[] = [];
for (const [name, command] of GATES) {
  tallies.push(await timed(name, () => gate(command)));
}
const chromium = await ensureChromium(ROOT);
if ('advice' in chromium) {
  console.error(`\nThe browser tests need Chromium, and there is none.\n${chromium.advice}\n`);
}
tallies.push(await timed('chromium', async () => ('path' in chromium ? PASSED : FAILED)));
tallies.push(await timed('tests', () => tests(chromium)));
const total = sumOf(tallies);
process.exitCode = total.failed > 0 ? 1 : 0;
if (total.skipped > 0) console.log(`${total.skipped} skipped: what they need is not here`);
console.log(closingLine({ ...total, skipped: 0 }));

/** Runs one step and prints what became of it, with the time it took. */
async function timed(name: string, step: () => Promise<Tally>): Promise<Tally> {
  const started = performance.now();
  const tally = await step();
  const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  console.log(`${name.padEnd(10)} ${seconds.padStart(8)}   ${closingLine(tally)}`);
  return tally;
}

async function gate(command: readonly string[]): Promise<Tally> {
  const { succeeded, output } = await run(command, { cwd: ROOT });
  if (!succeeded) console.log(output.trimEnd());
  return succeeded ? PASSED : FAILED;
}

/** Runs vitest, watched; without Chromium all but the browser tests. */
async function tests(browser: Chromium): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'sycee-test-'));
  const file = join(folder, 'report.json');
  const projects = 'path' in browser ? [] : ['--project', 'plain', '--project', 'bank'];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { succeeded } = await run([join(BIN, 'vitest'), 'run', ...reporters, ...projects], {
    cwd: ROOT,
    watched: true,
    ...('path' in browser && { environment: { CHROME_PATH: browser.path } }),
  });
  const report = readReport(file);
  rmSync(folder, { recursive: true, force: true });
  return tallyOf(report, succeeded);
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}
