// A bank that kept its statements line by line comes through: every movement, every balance and
// every page is what it was before.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMigrations, serverRoot } from '#platform';
import { floors } from '../../floors.ts';
import { asOwner } from '../../platform/testing/as-owner.ts';
import { migrate, testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { post } from './post.ts';
import { entriesOf } from './store-entries.ts';
import { auditLedger } from './testing/audit.ts';
import { foldAll } from './testing/fold-all.ts';
import { payment } from './testing/scene.ts';

const ACCOUNTS = Array.from({ length: 5 }, () => randomUUID());
const OLD_LAST = '0005-record-at-speed';

let bank: TestDatabase;
let all: ReturnType<typeof readMigrations>;
beforeAll(async () => {
  bank = await testDatabase({ module: 'ledger' });
  const { platform, ledger } = floors;
  all = readMigrations(serverRoot('src'), { platform, ledger });
});
afterAll(() => bank.close());

const arrayOf = (values: readonly unknown[]): string => `'{${values.join(',')}}'`;

/** A batch as the server of that time recorded it; some of it held first and then posted. */
function recording(size: number, flags: number, pending?: readonly string[]) {
  const ids = Array.from({ length: size }, () => randomUUID());
  const from = ids.map((_, index) => ACCOUNTS[index % 2] ?? '');
  const to = ids.map((_, index) => ACCOUNTS[2 + (index % 3)] ?? '');
  const same = (value: unknown): string => arrayOf(ids.map(() => value));
  const sql = `select ledger.record(1000, ${arrayOf(ids)}, ${arrayOf(from)}, ${arrayOf(to)},
    ${arrayOf(ids.map((_, index) => (index * 7) % 90))},
    ${arrayOf(pending ?? ids.map(() => 'null'))},
    ${same('null')}, ${same(0)}, ${same(0)}, ${same(0)}, ${same(156)}, ${same(4)}, ${same(flags)},
    '{}', '{}')`;
  return { ids, sql };
}

async function fillAsBefore(): Promise<void> {
  await asOwner(
    bank.url,
    `drop schema ledger cascade; delete from platform.migrations where module = 'ledger'`,
  );
  await migrate(
    bank.url,
    all.filter(({ module, name }) => module === 'platform' || name <= OLD_LAST),
  );
  const same = (value: unknown): string => arrayOf(ACCOUNTS.map(() => value));
  await asOwner(
    bank.url,
    `select ledger.open_accounts(1, ${arrayOf(ACCOUNTS)}, ${same(156)}, ${same(2010)}, ${same(0)},
      ${same('null')}, ${same(0)}, ${same(0)})`,
  );
  const held = recording(90, 2);
  for (const { sql } of [recording(200, 0), held, recording(90, 4, held.ids), recording(1, 0)]) {
    await asOwner(bank.url, sql);
  }
}

test('entries become lines, and the books go on', async () => {
  await fillAsBefore();
  const before = await asOwner<{ account_id: string; at: string; after: string }>(
    bank.url,
    `select account_id, transfer_id, side, amount_minor as amount, timestamp as at,
        credits_posted_minor - debits_posted_minor as after
      from ledger.entries order by account_id, timestamp desc`,
  );
  expect(before).toHaveLength(2 * 291);

  await migrate(bank.url, all);
  const statements = () =>
    bank.database.read(async (tx) => {
      const pages = [];
      for (const account of ACCOUNTS.toSorted()) {
        for (const entry of await entriesOf(tx, account, { limit: 1000 })) {
          pages.push({
            account_id: account,
            transfer_id: entry.transferId,
            side: entry.side,
            amount: String(entry.amountMinor),
            at: String(entry.timestamp),
            after: String(entry.balanceAfterMinor),
          });
        }
      }
      return pages;
    });
  expect(await statements()).toEqual(before);
  expect(await auditLedger(bank)).toEqual({});

  const [from = '', , to = ''] = ACCOUNTS;
  await bank.database.transact((tx) => post(tx, [payment(from, to, 3n), payment(from, to, 4n)]));
  await foldAll(bank.database);
  expect((await statements()).length).toBe(before.length + 4);
  expect(await auditLedger(bank)).toEqual({});
});
