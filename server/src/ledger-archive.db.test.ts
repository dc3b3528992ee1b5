// `npm run ledger:archive` from outside: killed and run again, proven, looked into; and what the
// bank's customers are told about what is in the archive.

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditDeposits, demandAccountOf } from '#deposits';
import { bankAccounts, lineWriter, openAccounts, post } from '#ledger';
import { auditPayments } from '#payments';
import { serverRoot } from '#platform';
import { receive } from './modules/deposits/testing.ts';
import { TEST_PIN, testIdNumber, testPhone } from './modules/parties/testing.ts';
import { auditOf, testDatabase, type TestDatabase } from './platform/testing.ts';
import { testBank, type TestBank } from './testing.ts';

let base: TestDatabase;
let bank: TestBank;
let folder: string;
beforeAll(async () => {
  base = await testDatabase();
  bank = await testBank({}, base);
  folder = mkdtempSync(join(tmpdir(), 'sycee-archive-'));
});
afterAll(async () => {
  await bank.close();
  rmSync(folder, { recursive: true, force: true });
});

const transfer = (from: string, to: string, amountMinor: bigint) => ({
  id: randomUUID(),
  debitAccountId: from,
  creditAccountId: to,
  amountMinor,
  ledger: 156,
  code: 4,
});

/** Lets days pass, and the lines of all that stands be written. */
async function passDays(days: number): Promise<void> {
  bank.clock.advance(days * 86_400);
  const { cardSettlement, shareCapital } = bankAccounts;
  await bank.database.transact((tx) => post(tx, [transfer(cardSettlement, shareCapital, 1n)]));
  const sql = `select (select max(timestamp) from ledger.transfers) <= until as done
    from ledger.lined`;
  for (;;) {
    await lineWriter.run(bank.database);
    const [row] = await bank.database.read((tx) => tx.query<{ done: boolean }>(sql));
    if (row?.done === true) return;
    await pause(5);
  }
}

function start(...programArguments: string[]) {
  const script = serverRoot('src', 'ledger-archive.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...programArguments], {
    cwd: serverRoot(),
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: base.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let report = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => void (report += text.toString()));
  }
  return { child, closed: once(child, 'close'), report: () => report };
}

async function archive(...programArguments: string[]) {
  const { closed, report } = start(...programArguments);
  const [code] = (await closed) as [number | null];
  return { code, report: report() };
}

describe('the command', { timeout: 180_000 }, () => {
  const people = Array.from({ length: 20 }, () => randomUUID());
  beforeAll(async () => {
    const accounts = people.map((id) => ({ id, ledger: 156, code: 2010 }));
    await bank.database.transact((tx) => openAccounts(tx, accounts));
    for (let day = 0; day < 4; day++) {
      const transfers = Array.from({ length: 500 }, (_, index) =>
        transfer(people[index % 20] ?? '', people[(index + 7) % 20] ?? '', BigInt(index)),
      );
      await bank.database.transact((tx) => post(tx, transfers));
      await passDays(1);
    }
  });

  test('killed again and again, it ends with every transfer in its files once', async () => {
    const run = ['--before', '2026-01-18', '--to', folder, '--at-once', '25', '--hurry'];
    expect((await archive('--before', '2026-01-18', '--preview')).report).toMatch(
      /^\d+ transfers would leave/,
    );
    for (const steps of [1, 4, 11]) {
      const { child, closed, report } = start(...run);
      const files = () => readdirSync(folder).filter((name) => name.endsWith('.tsv.gz')).length;
      for (const before = files(); files() < before + steps && child.exitCode === null;) {
        await pause(1);
      }
      child.kill('SIGKILL');
      const [, signal] = (await closed) as [number | null, string | null];
      expect(signal, report()).toBe('SIGKILL');
      expect(await bank.database.read((tx) => auditOf(tx, ['ledger']))).toEqual({});
    }
    const last = await archive(...run);
    expect(last).toMatchObject({ code: 0 });
    expect(last.report).toMatch(/\d+ transfers are archived\n$/);
    const verified = await archive('--verify', '--to', folder);
    expect(verified.report).toMatch(/ and the books: 0 faults\n$/);
    expect(verified.code).toBe(0);
    expect((await archive('--verify', '--offline', '--to', folder)).code).toBe(0);
    expect(await bank.database.read((tx) => auditOf(tx, ['ledger']))).toEqual({});
  });

  test('finds a transfer and a statement again', async () => {
    const [statement = ''] = (await archive('--show', people[0] ?? '', '--to', folder)).report
      .split('\n')
      .slice(-2);
    const line = JSON.parse(statement) as Record<string, string>;
    expect(line).toMatchObject({
      file: expect.any(String),
      balance_after_minor: expect.any(String),
    });
    const found = await archive('--show', line['id'] ?? '', '--to', folder);
    expect(JSON.parse(found.report)).toMatchObject({ id: line['id'] });
    expect(await archive('--show', randomUUID(), '--to', folder)).toMatchObject({ code: 1 });
  });

  test('says what it wants', async () => {
    const reply = await archive('--before', '2026-01-18');
    expect(reply).toMatchObject({ code: 2, report: expect.stringContaining('--preview') });
  });
});

/** A customer with ¥7.00 from a card; answers the path of the account. */
async function customer(number: number) {
  const session = await bank.signIn(testPhone(number));
  await bank.identify(session, { name: '林小雨', id_number: testIdNumber(number) });
  const me = await bank.call('/v1/me/pin', { method: 'PUT', session, body: { pin: TEST_PIN } });
  const account = await bank.call('/v1/accounts', { session, body: {} });
  const counterparty = { en: 'Card 0001', zh: '卡 0001' };
  await bank.database.transact(async (tx) => {
    const found = await demandAccountOf(tx, me.body['id'] as `party_${string}`);
    if (found === undefined) throw new Error('no account');
    await receive(tx, found, { amountMinor: 700n, counterparty });
  });
  return { session, path: `/v1/accounts/${String(account.body['id'])}/statement` };
}

test('a statement from before the cut is refused, with the first day of one', async () => {
  const { session, path } = await customer(1);
  for (const suffix of ['', '.csv', '.pdf']) {
    const reply = await bank.call(`${path}${suffix}?from=2026-01-01`, { session });
    expect(reply).toMatchObject({
      status: 422,
      body: { code: 'ledger.archived', money_moved: 'no', facts: { day: '2026-01-18' } },
    });
  }
  const reply = await bank.call(`${path}?from=2026-01-18`, { session });
  expect(reply).toMatchObject({ status: 200, body: { items: [{ amount: { minor: '700' } }] } });
}, 60_000);

test('the rooms above prove their part of the books with what the archive carries', async () => {
  const { session, path } = await customer(2);
  await passDays(3);
  const day = '2026-01-20';
  const { report } = await archive('--before', day, '--to', folder, '--hurry');
  expect(report).toMatch(/[1-9]\d* transfers are archived\n$/);
  const audits = await bank.database.read(async (tx) => [
    await auditDeposits(tx),
    // The card of this test is nobody's: its sum is the one thing that does not fit.
    (await auditPayments(tx)).filter(({ orderId }) => orderId !== null),
    await auditOf(tx, ['ledger', 'deposits', 'payments']),
  ]);
  expect(audits).toEqual([[], [], {}]);
  const statement = await bank.call(`${path}?from=${day}&to=2026-01-31`, { session });
  expect(statement.body).toMatchObject({ items: [], opening: { minor: '700' } });
}, 60_000);
