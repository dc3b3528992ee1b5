// Changing the master key while people sign in: nobody notices, a killed change goes on, an old key
// goes when nothing needs it, and cannot come back.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rotateKeys, readSecretKeys, serverRoot } from '#platform';
import { crowd, testIdNumber, testPhone } from './modules/parties/testing.ts';
import { asOwner } from './platform/testing/as-owner.ts';
import { keysForTests, type TestKeys } from './platform/testing/key-work.ts';
import { testDatabase, TEST_KEY, type TestDatabase } from './platform/testing.ts';
import { sealedFields } from './sealed-fields.ts';
import { testBank, type TestBank } from './testing.ts';

const CROWD = 9_000;
const PIN = '246810';

describe('the lists of sealed fields', () => {
  test('name every column that ends in _sealed or _index', async () => {
    const base = await testDatabase();
    const rows = await asOwner<{ name: string }>(
      base.url,
      String.raw`select format('%s.%s.%s', table_schema, table_name, column_name) as name
        from information_schema.columns
       where column_name ~ '_(sealed|index)$' and table_schema !~ '^(pg_|information_schema)'`,
    );
    await base.close();
    const lasting = sealedFields.tables.flatMap(({ table, columns }) =>
      columns.flatMap(({ sealed, index }) => [
        `${table}.${sealed}`,
        ...(index ? [`${table}.${index.column}`] : []),
      ]),
    );
    const passing = sealedFields.passing.flatMap(({ table, columns }) =>
      columns.map(({ name }) => `${table}.${name}`),
    );
    expect([...lasting, ...passing].toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
  });
});

describe('a change of keys', { timeout: 120_000 }, () => {
  let base: TestDatabase;
  let bank: TestBank;
  let keys: TestKeys;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sycee-keys-'));
    base = await testDatabase();
    keys = keysForTests(base.url, folder, sealedFields);
    bank = await testBank({}, { ...base, secretKeys: () => readSecretKeys(folder) });
    await keys.work.database.transact((tx) => crowd(tx, 500_000, CROWD));
  });
  afterAll(async () => {
    await keys.close();
    await bank.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function newCustomer(number: number) {
    const session = await bank.signIn(testPhone(number));
    const identity = { name: '林小雨', id_number: testIdNumber(number) };
    await bank.identify(session, identity);
    await bank.call('/v1/me/pin', { method: 'PUT', session, body: { pin: PIN } });
    return session;
  }

  /** The server's own look at its key file, as it would be by itself. */
  const look = () => bank.workers.find(({ name }) => name === 'platform.keys')?.run(bank.database);

  test('goes on under sign-ins and look-ups, and is noticed by nobody', async () => {
    const session = await newCustomer(1);
    const isOver = { yes: false };
    const seen: number[] = [];
    const looking = (async () => {
      for (; !isOver.yes; await pause(50)) await look();
    })();
    const lookUps = (async () => {
      for (let number = 0; !isOver.yes; number++) {
        const phone = encodeURIComponent(testPhone(500_000 + ((number * 37) % CROWD)));
        const known = await bank.call(`/v1/payees?phone=${phone}`, { session });
        seen.push(known.status === 429 ? 404 : known.status);
        const me = await bank.call<{ name: string }>('/v1/me', { session });
        expect(me.body.name).toBe('林小雨');
      }
    })();
    const signIns: string[] = [];
    const signingIn = (async () => {
      for (let number = 0; !isOver.yes; number++) {
        const phone = testPhone(500_000 + number);
        const { token, device } = await bank.signIn(phone);
        const me = await bank.call<{ id: string }>('/v1/me', { session: { token, device } });
        signIns.push(me.body.id);
      }
    })();
    const key = await rotateKeys(keys.work);
    isOver.yes = true;
    await Promise.all([looking, lookUps, signingIn]);
    expect(key).toBe('k2');
    expect(new Set(seen)).toEqual(new Set([404]));
    expect(signIns.length).toBeGreaterThan(2);
    expect(new Set(signIns).size).toBe(signIns.length);
    // Nobody became a second party because the index of the first was under the other key.
    const [parties] = await bank.database.read((tx) =>
      tx.query<{ count: bigint }>('select count(*) as count from parties.parties'),
    );
    expect(Number(parties?.count)).toBe(CROWD + 1);
  });

  test('leaves nothing under the old key, and everything readable', async () => {
    bank.clock.advance(120);
    const session = await bank.signIn(testPhone(1));
    const me = await bank.call('/v1/me', { session });
    expect(me.body).toMatchObject({ name: '林小雨', phone_full: testPhone(1) });
    const proof = await bank.call('/v1/pin-proofs', { session, body: { pin: PIN } });
    expect(proof.status).toBe(201);
    const fields = await keys.fieldsUnder('local');
    expect(fields.filter((field) => !/phone_codes|not delivered/.test(field))).toEqual([]);
  });

  test('an id number given under the old key is still taken', async () => {
    const session = await bank.signIn(testPhone(2));
    const identity = { name: '陈浩', id_number: testIdNumber(1) };
    const reply = await bank.identify(session, identity);
    expect(reply.body).toMatchObject({ code: 'parties.identity_unavailable' });
  });

  test('the old key is kept while codes or events need it, then dropped', async () => {
    await expect(keys.drop('k2')).rejects.toThrow('is what the bank writes with');
    bank.clock.advance(600);
    keys.clock.advance(600);
    await bank.settle();
    await keys.drop('local');
    await look();
    expect(readSecretKeys(folder).older).toEqual([]);
    expect((await bank.signIn(testPhone(1))).token).toBeDefined();
  });

  test('an old key file put back opens no house, and no running one takes it over', async () => {
    bank.clock.advance(120);
    const session = await bank.signIn(testPhone(1));
    const kept = readSecretKeys(folder);
    const old = { current: keys.first, older: [] };
    const both = { current: kept.current, older: [keys.first] };
    const forged = { current: { id: 'k2', key: randomBytes(32) }, older: [] };
    const cases = [
      [old, "'local' was dropped"],
      [both, "'local' was dropped"],
      [forged, "'k2' is another key"],
    ] as const;
    for (const [put, words] of cases) {
      keys.put(put);
      const closed = { ...base, close: async () => undefined };
      const opening = testBank({}, { ...closed, secretKeys: () => readSecretKeys(folder) });
      await expect(opening).rejects.toThrow(words);
    }
    keys.put(old);
    await expect(look()).rejects.toThrow("'local' was dropped");
    const me = await bank.call('/v1/me', { session });
    expect(me.body).toMatchObject({ phone_full: testPhone(1) });
    keys.put(kept);
    await look();
  });

  test('a key file that goes missing is not made anew', async () => {
    const kept = readSecretKeys(folder);
    rmSync(join(folder, 'secret.key'));
    await expect(look()).rejects.toThrow('secret.key');
    keys.put(kept);
    keys.put({ ...kept, current: { ...kept.current, key: randomBytes(32) } });
    await expect(look()).rejects.toThrow('is another key');
    keys.put(kept);
    await look();
  });

  test('an older key put in front again is refused while both are there', async () => {
    const next = await keys.rotated(look);
    const { current, older } = readSecretKeys(folder);
    expect(current.id).toBe(next);
    keys.put({ current: older[0] ?? current, older: [current] });
    await expect(look()).rejects.toThrow('was replaced by');
    keys.put({ current: older[0] ?? current, older: [] });
    await expect(look()).rejects.toThrow(`'${next}' is missing`);
    keys.put({ current, older });
  });
});

describe('a change of keys that is killed', { timeout: 120_000 }, () => {
  test('goes on where it stopped', async () => {
    const base = await testDatabase();
    const next = { id: 'next', key: Buffer.alloc(32, 9) };
    const bank = await testBank(
      {},
      {
        ...base,
        secretKeys: () => ({ current: next, older: [TEST_KEY] }),
      },
    );
    await base.database.transact((tx) => crowd(tx, 600_000, CROWD));
    const environment = {
      DATABASE_URL: base.url,
      SECRET_KEY: `${next.id}:${next.key.toString('base64')}`,
      SECRET_KEYS_OLD: `${TEST_KEY.id}:${TEST_KEY.key.toString('base64')}`,
    };
    const killed = command('rotate', environment);
    const done = async () =>
      (
        await asOwner<{ rows_done: string; finished: boolean }>(
          base.url,
          `select rows_done, finished_at is not null as finished from platform.key_progress
          where table_name = 'parties.parties'`,
        )
      )[0];
    while (Number((await done())?.rows_done ?? 0) < 1_000) await pause(5);
    killed.child.kill('SIGKILL');
    await killed.ended;
    const before = await done();
    expect(before?.finished).toBe(false);
    const mixed = await asOwner<{ key: string }>(
      base.url,
      `select distinct split_part(phone_sealed, '.', 1) as key from parties.parties order by 1`,
    );
    expect(mixed.map(({ key }) => key)).toEqual(['next', 'test']);
    expect((await bank.signIn(testPhone(600_000))).token).toBeDefined();
    expect((await bank.signIn(testPhone(600_000 + CROWD - 1))).token).toBeDefined();

    const resumed = command('rotate', environment);
    expect(await resumed.ended).toBe(0);
    expect(resumed.said()).toContain("everything is sealed with 'next'");
    const seen = /parties\.parties: (\d+) rows seen/.exec(resumed.said())?.[1];
    expect(Number(seen)).toBe(CROWD - Number(before?.rows_done));
    const dropped = command('drop', environment, ['test']);
    expect(await dropped.ended).toBe(0);
    expect(dropped.said()).toContain('take it out of SECRET_KEYS_OLD');
    await bank.close();
  });
});

function command(name: string, environment: Record<string, string>, more: string[] = []) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', serverRoot('src', 'keys.ts'), name, ...more],
    {
      cwd: serverRoot(),
      env: { PATH: process.env['PATH'] ?? '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => void (said += text.toString()));
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, ended, said: () => said };
}
