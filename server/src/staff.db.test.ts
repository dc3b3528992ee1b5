// The commands about the staff, as whoever owns the bank's database types them.

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverRoot } from '#platform';
import { staffDoor } from '#staff';
import { testDatabase, TEST_KEY, type TestDatabase } from './platform/testing.ts';

let bank: TestDatabase;
let folder: string;
beforeAll(async () => {
  bank = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), 'sycee-staff-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await bank.close();
});

/** What the command says, and with which code it ends. */
async function type(...words: string[]): Promise<{ said: string; code: number }> {
  const program = ['--import', 'tsx', serverRoot('src', 'staff.ts'), ...words];
  const environment = {
    PATH: process.env['PATH'] ?? '',
    DATABASE_URL: bank.url,
    SECRET_KEY: `${TEST_KEY.id}:${TEST_KEY.key.toString('base64')}`,
  };
  const asked = promisify(execFile)(process.execPath, program, {
    cwd: serverRoot(),
    env: environment,
  });
  return asked.then(
    ({ stdout }) => ({ said: stdout, code: 0 }),
    (error: { stderr: string; code: number }) => ({ said: error.stderr, code: error.code }),
  );
}
const callerOf = (key: string) => bank.database.read((tx) => staffDoor.authenticate(tx, key));
const keyIn = (said: string) => /sycee_staff_[\w-]+/.exec(said)?.[0] ?? '';

describe('the commands about the staff', { timeout: 60_000 }, () => {
  test('add a member, whose key is shown once and never listed', async () => {
    const { said } = await type('add', '--name', 'Li Wei', '--role', 'reviewer');
    const caller = await callerOf(keyIn(said));
    expect(caller).toMatchObject({ name: 'Li Wei', roles: ['reviewer'] });
    const { said: list } = await type('list');
    expect(list).toContain(`${caller?.staffId}  Li Wei  reviewer`);
    expect(list).toContain(`${caller?.keyId}  made `);
    expect(list).not.toContain('sycee_staff_');
    expect(await type('revoke', String(caller?.keyId))).toEqual({
      said: 'keys revoked: 1\n',
      code: 0,
    });
    expect(await callerOf(keyIn(said))).toBeUndefined();
  });

  test('renew a key into a file that only its owner can read', async () => {
    const file = join(folder, 'chen.key');
    const first = await type('add', '--name', 'Chen Yu', '--role', 'auditor');
    const words = ['--name', 'chen yu', '--role', 'auditor', '--renew', '--key-file', file];
    const { said } = await type('add', ...words);
    expect(said).not.toContain('sycee_staff_');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const key = readFileSync(file, 'utf8').trim();
    expect(await callerOf(key)).toMatchObject({ name: 'Chen Yu' });
    expect(await callerOf(keyIn(first.said))).toBeUndefined();
  });

  test.each([
    [['add', '--name', 'Wu', '--role', 'king'], 'say a role: reviewer or auditor'],
    [['revoke', 'Wu'], 'say whose'],
  ])('%j says what is missing', async (words, said) => {
    const answer = await type(...words);
    expect(answer.code).toBe(1);
    expect(answer.said).toContain(said);
  });
});
