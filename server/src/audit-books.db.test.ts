// `npm run audit:books` says of sound books that they are sound, and of others what is wrong.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverRoot } from '#platform';
import { testDatabase, type TestDatabase } from './platform/testing.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase();
});
afterAll(() => bank.close());

describe('the audit of the books', { timeout: 60_000 }, () => {
  test('passes on a new bank, proof by proof', async () => {
    const { code, report } = await audit([], { DATABASE_URL: bank.url });
    expect(report).toMatch(/^ok +ledger\/.* 0 findings$/m);
    expect(report).toMatch(/\d+ ok, 0 failed\n$/);
    expect(code).toBe(0);
  });

  test('fails with the rows that are wrong', async () => {
    const owner = new Client({ connectionString: bank.url });
    await owner.connect();
    await owner.query(`insert into platform.business_day (date) values ('2026-01-02')`);
    await owner.query(`insert into platform.job_runs (job, date, started_at)
                       values ('play.job', '2026-01-01', now())`);
    await owner.end();
    const { code, report } = await audit([], { DATABASE_URL: bank.url });
    expect(report).toMatch(/^FAILED +platform\/0001-platform +1 findings$/m);
    expect(report).toContain('"subject":"play.job"');
    expect(code).toBe(1);
  });

  test('does not make books where there are none', async () => {
    const { code, report } = await audit(['--data-dir', '/nowhere'], {});
    expect(report).toContain('there are no books in /nowhere');
    expect(code).toBe(2);
  });
});

async function audit(programArguments: string[], environment: Record<string, string>) {
  const script = serverRoot('src', 'audit-books.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...programArguments], {
    cwd: serverRoot(),
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let report = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => void (report += text.toString()));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, report };
}
