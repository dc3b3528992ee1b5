// The embedded PostgreSQL survives what happens to processes: it is started once, adopted when left
// behind, revived when killed, and stopped by the last who uses it.

import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { canReach, unprivilegedAccount } from './account.ts';
import { clusterFolder } from './cluster-folder.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './launcher.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'sycee-launcher-'));
// Open to the account PostgreSQL runs under, so that everything stays inside and goes with it.
chmodSync(dataDir, 0o755);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const start = (onRevived?: () => void) =>
  startEmbeddedPostgres({ dataDir, ...(onRevived && { onRevived }) });

describe('the embedded PostgreSQL', () => {
  test('starts on an empty folder, durable, in UTF-8, and keeps what is committed', async () => {
    const postgres = await start();
    expect(postgres.adopted).toBe(false);
    await postgres.ensureDatabase('bank');
    await postgres.ensureDatabase('bank');
    await query(postgres, 'create table kept (id int); insert into kept values (1)');
    expect(await settings(postgres)).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      server_encoding: 'UTF8',
      password_encryption: 'scram-sha-256',
    });
    await postgres.stop();
    expect(processId()).toBeUndefined();
    const again = await start();
    expect(await query(again, 'select id from kept')).toEqual([{ id: 1 }]);
    await again.stop();
  });

  test('lets nobody in without the password, which only its owner can read', async () => {
    const postgres = await start();
    const url = new URL(postgres.urlOf('bank'));
    url.password = 'guess';
    await expect(new Client({ connectionString: url.href }).connect()).rejects.toThrow('password');
    const file = join(dataDir, 'postgres', 'cluster', 'sycee-password');
    expect(statSync(file).mode & 0o077).toBe(0);
    await postgres.stop();
  });

  test('is adopted by a second process, and stopped only by the last one', async () => {
    const first = await start();
    const second = await start();
    expect(second.adopted).toBe(true);
    await first.stop();
    expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.stop();
    expect(processId()).toBeUndefined();
  });

  test('comes back on its address after kill -9, with everything that was committed', async () => {
    const revived = signal();
    const postgres = await start(revived.ring);
    await query(postgres, 'insert into kept values (2)');
    const before = processId() ?? 0;
    process.kill(before, 'SIGKILL');
    await revived.rung;
    expect(processId()).not.toBe(before);
    expect(await query(postgres, 'select id from kept order by id')).toEqual([
      { id: 1 },
      { id: 2 },
    ]);
    await postgres.stop();
  });

  test('starts again right after it was killed and left', async () => {
    const postgres = await start();
    await query(postgres, 'insert into kept values (3)');
    process.kill(processId() ?? 0, 'SIGKILL');
    // Nobody looks after it any more, as when its server was killed with it.
    await postgres.stop();
    const again = await start();
    expect(await query(again, 'select count(*)::int as kept from kept')).toEqual([{ kept: 3 }]);
    await again.stop();
  });

  test.skipIf(process.getuid?.() !== 0)('never runs as root', async () => {
    const postgres = await start();
    const status = readFileSync(`/proc/${processId()}/status`, 'utf8');
    expect(status).toMatch(new RegExp(`^Uid:\\t${unprivilegedAccount()?.uid}\\t`, 'm'));
    await postgres.stop();
  });
});

test.skipIf(process.getuid?.() !== 0)('in a closed folder, a deleted bank stays deleted', () => {
  const closed = mkdtempSync(join(tmpdir(), 'sycee-closed-'));
  const account = unprivilegedAccount();
  const place = join(closed, 'data');
  const first = clusterFolder(place, account);
  expect(clusterFolder(place, account)).toBe(first);
  expect(readlinkSync(join(place, 'postgres'))).toBe(first);
  rmSync(place, { recursive: true });
  const second = clusterFolder(place, account);
  expect(second).not.toBe(first);
  expect(existsSync(join(second, 'cluster'))).toBe(false);
  for (const folder of [first, second, closed]) rmSync(folder, { recursive: true });
});

test.skipIf(process.getuid?.() !== 0)("a closed home is out of the account's reach", () => {
  const closed = mkdtempSync(join(tmpdir(), 'sycee-closed-'));
  expect(canReach({ uid: 65_534, gid: 65_534 }, closed)).toBe(false);
  expect(canReach({ uid: 65_534, gid: 65_534 }, tmpdir())).toBe(true);
  rmSync(closed, { recursive: true });
});

function processId(): number | undefined {
  try {
    const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
    return Number(readFileSync(file, 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

async function query(postgres: EmbeddedPostgres, sql: string): Promise<object[]> {
  const client = new Client({ connectionString: postgres.urlOf('bank') });
  await client.connect();
  const { rows } = await client.query<object>(sql);
  await client.end();
  return rows;
}

async function settings(postgres: EmbeddedPostgres) {
  const names = [
    'fsync',
    'synchronous_commit',
    'full_page_writes',
    'server_encoding',
    'password_encryption',
  ];
  const columns = names.map((name) => `current_setting('${name}') as ${name}`);
  const [row] = await query(postgres, `select ${columns.join(', ')}`);
  return row;
}

function signal() {
  const bell = { ring: () => undefined as void };
  const rung = new Promise<void>((resolve) => void (bell.ring = resolve));
  return { rung, ring: () => bell.ring() };
}
