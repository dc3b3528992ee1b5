// The strict installation: the owner migrates, and the server's login may do nothing but act as
// `sycee_app`. The whole bank works on it, and whoever steals that login cannot rewrite the books.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createLog, openPostgres, readMigrations, serverRoot } from '#platform';
import { floors } from './floors.ts';
import { bindCard, cny, openAccount, signUp } from './modules/payments/testing/app-customer.ts';
import { type AppCustomer, balanceOf } from './modules/payments/testing/app-customer.ts';
import { testCardBank, testCardNumber } from './modules/payments/testing.ts';
import { testIdNumber, testPhone } from './modules/parties/testing.ts';
import { asOwner } from './platform/testing/as-owner.ts';
import { connectLive, liveAddress } from './platform/testing/live-connection.ts';
import { strictPostgres, type StrictPostgres } from './platform/testing/strict-postgres.ts';
import { testBank, type TestBank } from './testing.ts';

let postgres: StrictPostgres;
let bank: TestBank;
let [payer, payee]: AppCustomer[] = [];

beforeAll(async () => {
  postgres = await strictPostgres();
  await start();
  bank = await testBank({ cardBank: testCardBank() }, postgres.ground);
  bank.startWorkers();
  [payer, payee] = [await customer(1, '林小雨'), await customer(2, '陈浩')];
}, 120_000);
afterAll(() => bank.close());

/** What the server does with the database when it starts. */
function start(databaseUrl = postgres.loginUrl) {
  const { dataDir, ownerUrl: migrationDatabaseUrl } = postgres;
  const settings = { dataDir, databaseUrl, migrationDatabaseUrl };
  const migrations = readMigrations(serverRoot('src'), floors);
  return openPostgres(settings, migrations, createLog('silent'));
}

async function customer(serial: number, name: string): Promise<AppCustomer> {
  const phone = testPhone(serial);
  const one = await signUp(bank, { name, phone, id_number: testIdNumber(serial) });
  const card = { card_number: testCardNumber(serial), phone };
  const cardId = await bindCard(one, card, async () => '123456');
  await openAccount(one);
  await one.pay('/v1/top-ups', { card_id: cardId, amount: cny(10_000) });
  await vi.waitFor(async () => expect(await balanceOf(one)).toEqual(['10000', '10000']));
  return one;
}

describe('the whole bank', () => {
  test('pays, holds, and tells both sides as it happens', async () => {
    if (!payer || !payee) throw new Error('nobody is there');
    const { token, device } = payee.session;
    const hello = { session_token: token, device_secret: device };
    const live = connectLive(await liveAddress(bank.http), hello);
    expect(await live.next()).toEqual({ type: 'ready' });
    const transfer = { to_party_id: payee.partyId, amount: cny(2_500) };
    const instant = await payer.pay('/v1/transfers', { ...transfer, arrival: 'instant' });
    expect(instant).toMatchObject({ status: 201, body: { state: 'succeeded' } });
    expect(await live.next()).toMatchObject({ topic: 'payments.order_changed' });
    const held = await payer.pay('/v1/transfers', { ...transfer, arrival: 'on_acceptance' });
    expect(held).toMatchObject({ status: 201, body: { state: 'awaiting_acceptance' } });
    expect(await payee.answer(`/v1/orders/${held.body.id}/acceptance`)).toMatchObject({
      status: 200,
    });
    expect([await balanceOf(payer), await balanceOf(payee)]).toEqual([
      ['5000', '5000'],
      ['15000', '15000'],
    ]);
    live.socket.terminate();
  });

  test('works with no other rights than those of the role', async () => {
    const rows = await asOwner(
      postgres.adminUrl,
      `select distinct usename from pg_stat_activity where application_name = 'sycee'
        and usename <> 'sycee_owner'`,
    );
    expect(rows).toEqual([{ usename: 'sycee_login' }]);
  });

  test('is ready, and starts again on the same database', async () => {
    expect(await bank.call('/ready')).toMatchObject({ status: 200 });
    await start();
  });

  test.each<[string, () => Record<string, string>]>([
    ['the owner beside it', strictEnvironment],
    ['that login alone', () => ({ DATABASE_URL: postgres.loginUrl })],
  ])('has its books proven with %s', { timeout: 60_000 }, async (_, environment) => {
    const { report, code } = await audit(environment());
    expect(report).toMatch(/\d+ ok, 0 failed\n$/);
    expect(code).toBe(0);
  });
});

const ESCAPES = ['reset role', 'set role none', 'set session authorization default', 'discard all'];
const THEFTS = [
  'update ledger.accounts set credits_posted_minor = credits_posted_minor + 1',
  'update ledger.transfers set amount_minor = amount_minor + 1',
  'delete from ledger.transfers',
  'truncate ledger.transfers cascade',
  'insert into ledger.transfers select * from ledger.transfers',
  'insert into ledger.lines select * from ledger.lines',
  'alter table ledger.transfers disable trigger all',
  'drop schema ledger cascade',
  'create schema mine',
  'create table public.mine (id int)',
  `create function pg_temp.f() returns void language sql security definer as
     'update ledger.accounts set id = id'; select pg_temp.f()`,
  `set session_replication_role = 'replica'`,
  'set role sycee_owner',
  'set session authorization sycee_owner',
  'grant sycee_owner to sycee_login',
  'create role helper login superuser',
  'alter role sycee_login createrole',
  'alter role sycee_app superuser',
  `copy ledger.transfers to program 'cat'`,
  `select pg_read_file('PG_VERSION')`,
  'delete from platform.migrations',
  'update platform.business_day set date = date; delete from platform.business_day',
];

describe('who steals the login of the server', () => {
  test.each(ESCAPES)('%s: gets no right by it', async (escape) => {
    const before = await books();
    for (const theft of THEFTS) {
      const met = await asThief(`${escape}; ${theft}`);
      expect(`${theft}: ${met}`).toMatch(/: (permission denied|must be owner)/);
    }
    // No error but a warning: the thief has no right that could be passed on.
    await asThief(`${escape}; grant all on all tables in schema ledger to sycee_login`);
    expect(await asThief('delete from ledger.transfers')).toContain('permission denied');
    expect(await books()).toEqual(before);
  });
});

describe('an installation with one login for both', () => {
  test('needs no superuser', async () => {
    await start(postgres.ownerUrl);
    const options = '-c role=sycee_app';
    const client = new Client({ connectionString: postgres.ownerUrl, options });
    await client.connect();
    const { rows } = await client.query('select current_user as role');
    expect(rows).toEqual([{ role: 'sycee_app' }]);
    await client.end();
  });
});

function strictEnvironment(): Record<string, string> {
  return { DATABASE_URL: postgres.loginUrl, MIGRATION_DATABASE_URL: postgres.ownerUrl };
}

/** Runs statements on one connection like the server's; tells what stopped them. */
async function asThief(sql: string): Promise<string> {
  const client = new Client({ connectionString: postgres.loginUrl, options: '-c role=sycee_app' });
  await client.connect();
  try {
    for (const statement of sql.split(/; (?=\w)/)) await client.query(statement);
    return 'nothing stopped it';
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.end();
  }
}

function books(): Promise<object[]> {
  const sums = (table: string) =>
    `select '${table}' as name, count(*), md5(string_agg(t::text, ' ' order by t::text)) as content
       from ledger.${table} as t`;
  return asOwner(
    postgres.ownerUrl,
    ['accounts', 'transfers', 'pending_states'].map(sums).join(' union all '),
  );
}

async function audit(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', serverRoot('src', 'audit-books.ts')], {
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
