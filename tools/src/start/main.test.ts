// The command as a person uses it, in a data folder of its own: a bank with living customers, that
// ends when it is told, when a part of it dies, and when it is killed itself.

import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { housePlace } from '../testing/house-place.ts';

const ROOT = join(import.meta.dirname, '../../..');
const LONG = { timeout: 240_000 };

type Run = { readonly child: ChildProcess; readonly said: () => string; ended: Promise<unknown> };

const runs: Run[] = [];
let folder: string;
let port: number;
beforeAll(async () => {
  ({ folder, port } = await housePlace('start'));
});
afterEach(async () => {
  for (const { child, ended } of runs.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the first start ends in an address and people who bank here', LONG, async () => {
  const run = await start();
  expect(run.said()).toContain(`http://localhost:${port}`);
  expect(run.said()).not.toContain('story broke off');
  expect(run.said()).toMatch(/Lin Xiaoyu .* 13800000001 +PIN 246810/);
  expect(await answer('/ready')).toBe(200);
  expect(await answer('/')).toBe(200);
  const clock = await read<{ now: string; movable: boolean }>('/v1/clock');
  expect(clock.movable).toBe(true);
  expect(Math.abs(Date.parse(clock.now) - performance.timeOrigin)).toBeLessThan(600_000);
  const second = launch();
  await second.ended;
  expect(second.said()).toContain(`already runs from this folder at http://localhost:${port}`);
  run.child.kill('SIGINT');
  expect(await run.ended).toBe(0);
  expect(run.said()).toContain('Everything has stopped.');
  expect(await answer('/ready')).toBe('nobody');
});

test('killed, it leaves nothing behind, and the next start goes on', LONG, async () => {
  const run = await start();
  const children = running();
  run.child.kill('SIGKILL');
  await expect.poll(() => children.filter(isAlive), { timeout: 20_000 }).toEqual([]);
  const again = await start();
  expect(await answer('/ready')).toBe(200);
  again.child.kill('SIGTERM');
  expect(await again.ended).toBe(0);
});

test('when the bank dies it says so and stops the rest', LONG, async () => {
  const run = await start();
  const [sandbox = 0, bank = 0] = running();
  process.kill(bank, 'SIGKILL');
  expect(await run.ended).toBe(1);
  expect(run.said()).toContain('The bank is gone: it was killed by SIGKILL.');
  expect(isAlive(sandbox)).toBe(false);
});

function launch(): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tools/src/start/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), SYCEE_DATA_DIR: folder },
  });
  let said = '';
  const listen = (chunk: Buffer): void => void (said += chunk.toString());
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const ended = new Promise((resolve) => child.once('close', resolve));
  const run = { child, said: () => said, ended };
  runs.push(run);
  return run;
}

async function start(): Promise<Run> {
  const run = launch();
  let over = false;
  void run.ended.then(() => (over = true));
  await expect
    .poll(() => over || run.said().includes('Ctrl-C stops everything.'), { timeout: 200_000 })
    .toBe(true);
  expect(over, run.said()).toBe(false);
  return run;
}

/** The processes of the sandbox and the bank. */
function running(): number[] {
  const text = readFileSync(join(folder, 'running.json'), 'utf8');
  return (JSON.parse(text) as { children: number[] }).children;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function answer(path: string): Promise<number | 'nobody'> {
  return fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept: 'text/html' } }).then(
    ({ status }) => status,
    () => 'nobody' as const,
  );
}

async function read<Reply>(path: string): Promise<Reply> {
  return (await (await fetch(`http://127.0.0.1:${port}${path}`)).json()) as Reply;
}
