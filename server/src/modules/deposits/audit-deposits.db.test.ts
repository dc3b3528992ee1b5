import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { floors } from '../../floors.ts';
import { runCheck } from '../../platform/database/checks.ts';
import { readChecks } from '../../platform/database/migration-files.ts';
import { serverRoot } from '../../platform/server-root.ts';
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
  return holder;
}

const checks = () =>
  bank.database.read(async (tx) => {
    const { parties, deposits } = floors;
    const found = readChecks(serverRoot('src'), { parties, deposits });
    return Promise.all(found.map((check) => runCheck(tx, check)));
  });

const sum = async () => (await checks()).reduce((total, one) => total + one.violations, 0);

test('finds nothing where nothing is wrong', async () => {
  await holderWithMoney();
  expect(await bank.database.read(auditDeposits)).toEqual([]);
  expect((await checks()).map(({ violations }) => violations)).toEqual([0, 0]);
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
    `update ledger.entries set amount_minor = amount_minor + 1
     where account_id = $1 and side = 'debit'`,
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
  const before = await sum();
  await owner.query(tampering, [account.ledgerAccountId, value]);
  expect(await sum()).toBeGreaterThan(before);
});

test('the checks find a party whose state is not what it has given', async () => {
  await holderWithMoney();
  await owner.query(`update parties.parties set state = 'pin_needed'`);
  const [parties] = await checks();
  expect(parties?.violations).toBe(people);
});
