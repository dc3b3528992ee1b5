// The audit finds nothing in good books, and each fault that tampering leaves behind.

import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineWriter } from '#ledger';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { auditDeposits } from './audit-deposits.ts';
import { accountHolder, receive, spend, type AccountHolder } from './testing.ts';

const NOWHERE = '00000000-0000-7000-8000-000000000000';

let bank: TestDatabase;
let owner: Client;
beforeAll(async () => {
  bank = await testDatabase({ module: 'deposits' });
  owner = new Client({ connectionString: bank.url });
  await owner.connect();
  await owner.query(`set session_replication_role = 'replica'`);
});
afterAll(async () => {
  await owner.end();
  await bank.close();
});

let people = 0;
async function holderWithMoney(): Promise<AccountHolder> {
  const holder = await accountHolder(bank.database, { number: ++people });
  await bank.database.transact(async (tx) => {
    await receive(tx, holder.account, { amountMinor: 10_000n });
    await spend(tx, holder.account, { amountMinor: 300n });
    await spend(tx, holder.account, { amountMinor: 200n, flags: { pending: true } });
  });
  await untilLined(holder.account.ledgerAccountId);
  return holder;
}

/** Lines are written behind the commits, and not before older transactions have ended. */
async function untilLined(ledgerAccountId: string): Promise<void> {
  const sql = 'select account_id from ledger.lines where account_id = $1';
  while ((await owner.query(sql, [ledgerAccountId])).rows.length === 0) {
    await lineWriter.run(bank.database);
  }
}

const CHECKS = [
  './migrations/0001-accounts.check.sql',
  '../parties/migrations/0001-parties.check.sql',
].map((path) => readFileSync(new URL(path, import.meta.url), 'utf8'));

/** Violations of the check of this module's tables, and of those of parties. */
const violations = () =>
  bank.database.read((tx) =>
    Promise.all(CHECKS.map(async (sql) => (await tx.query<object>(sql)).length)),
  );

test('finds nothing where nothing is wrong', async () => {
  await holderWithMoney();
  expect(await bank.database.read(auditDeposits)).toEqual([]);
  expect(await violations()).toEqual([0, 0]);
});

test.each([
  ['no account in the ledger', 'delete from ledger.accounts where id = $1'],
  ['another kind of account in the ledger', 'update ledger.accounts set code = 4010 where id = $1'],
  [
    'statement differs from the balance',
    'update ledger.accounts set credits_posted_minor = credits_posted_minor + 1 where id = $1',
  ],
  [
    'statement does not add up',
    `update ledger.lines set amounts_minor[2] = amounts_minor[2] - 1 where account_id = $1`,
  ],
  [
    'movement without words',
    `delete from deposits.movements where ledger_account_id = $1 and kind = 'top_up'`,
  ],
  [
    'words without a transfer',
    `update deposits.movements set transfer_id = gen_random_uuid()
     where ledger_account_id = $1 and kind = 'withdrawal'
       and transfer_id in (select transfer_id from ledger.pending_states)`,
  ],
])('finds: %s', async (fault, tampering) => {
  const { account } = await holderWithMoney();
  const before = await bank.database.read(auditDeposits);
  await owner.query(tampering, [account.ledgerAccountId]);
  const after = await bank.database.read(auditDeposits);
  const found = after.filter(({ accountId }) => accountId === account.id);
  expect(before.filter(({ accountId }) => accountId === account.id)).toEqual([]);
  expect(found.map((one) => one.fault)).toContain(fault);
});

test.each([
  ['update deposits.accounts set number = $2 where ledger_account_id = $1', '6231990000001000015'],
  [
    'update deposits.movements set ledger_account_id = $2::uuid where ledger_account_id = $1',
    NOWHERE,
  ],
])('the checks of the tables find: %s', async (tampering, value) => {
  const { account } = await holderWithMoney();
  const [before = 0] = await violations();
  await owner.query(tampering, [account.ledgerAccountId, value]);
  const [after = 0] = await violations();
  expect(after).toBeGreaterThan(before);
});

test('the checks find a party whose state is not what it has given', async () => {
  await holderWithMoney();
  await owner.query(`update parties.parties set state = 'pin_needed'`);
  const [, parties] = await violations();
  expect(parties).toBe(people);
});
