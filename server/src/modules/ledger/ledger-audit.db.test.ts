// The audit finds what must never be: each row breaks the books in one way, as the owner of the
// database could by force, and names the checks that see it.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { afterForce, auditOf, testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { post } from './post.ts';
import { auditLedger } from './testing/audit.ts';
import { foldAll } from './testing/fold-all.ts';
import { customers, payment } from './testing/scene.ts';
import { posting, voiding } from './transfer.ts';

let bank: TestDatabase;
let names: Record<string, string> = {};

beforeAll(async () => {
  bank = await testDatabase({ module: 'ledger' });
  const [from = '', to = '', closed = ''] = await customers(bank, 3, 1000n);
  const pending = { flags: { pending: true } };
  const held = { ...payment(from, to, 10n), ...pending };
  const taken = { ...payment(from, to, 20n), ...pending };
  const freed = { ...payment(from, to, 30n), ...pending };
  const closing = { ...payment(closed, to, 0n), flags: { pending: true, closingDebit: true } };
  const paid = payment(from, to, 40n);
  const resolved = [posting(randomUUID(), taken.id, 15n), voiding(randomUUID(), freed.id)];
  await bank.database.transact((tx) => post(tx, [held, taken, freed, closing, paid, ...resolved]));
  await foldAll(bank.database);
  names = { from, to, closed, held: held.id, taken: taken.id, freed: freed.id, paid: paid.id };
});
afterAll(() => bank.close());

/** Which checks find something after some statements, with the scene's names put in. */
async function foundAfter(sql: string): Promise<string[]> {
  const named = sql.replaceAll(/:(\w+)/g, (_, name: string) => `'${names[name]}'`);
  const found = await afterForce(bank, named.split(';'), (tx) => auditOf(tx, ['ledger']));
  return Object.keys(found)
    .map((name) => name.replace('ledger/0002-', ''))
    .toSorted();
}

describe('broken books', () => {
  const rows: [string, string, string[]][] = [
    [
      'money out of nothing',
      'update ledger.accounts set credits_posted_minor = credits_posted_minor + 1 where id = :to',
      ['sums'],
    ],
    [
      'a balance moved between customers without a transfer',
      `update ledger.accounts set credits_posted_minor = credits_posted_minor
        + case id when :to then 5 else -5 end where id in (:to, :from)`,
      ['sums'],
    ],
    [
      'a hold that holds nothing',
      'update ledger.accounts set debits_pending_minor = 0 where id = :from',
      ['sums'],
    ],
    [
      'a transfer made larger',
      'update ledger.transfers set amount_minor = 41 where id = :paid',
      ['statements', 'sums'],
    ],
    [
      'a transfer sent elsewhere',
      'update ledger.transfers set credit_account_id = :closed where id = :paid',
      ['statements', 'sums'],
    ],
    ['a transfer gone', 'delete from ledger.transfers where id = :paid', ['statements', 'sums']],
    [
      'a transfer older than its account',
      'update ledger.transfers set timestamp = 4 where id = :paid',
      ['references', 'statements'],
    ],
    [
      'a transfer in another asset',
      'update ledger.transfers set ledger = 840 where id = :paid',
      ['references'],
    ],
    ['an account gone', 'delete from ledger.accounts where id = :closed', ['references', 'sums']],
    [
      'a limit broken',
      `alter table ledger.accounts drop constraint debits_must_not_exceed_credits;
       update ledger.accounts set debits_posted_minor = 5000 where id = :from`,
      ['limits', 'sums'],
    ],
    [
      'a closed account opened by hand',
      'update ledger.accounts set flags = flags - 32 where id = :closed',
      ['limits'],
    ],
    [
      'a hold marked voided that nobody voided',
      `update ledger.pending_states
        set status = 'expired', resolved_at = 1, expires_at = 1 where transfer_id = :held`,
      ['pending', 'sums'],
    ],
    [
      'a hold still open that was posted',
      `update ledger.pending_states
        set status = 'pending', resolved_at = null, resolved_by = null where transfer_id = :taken`,
      ['pending', 'sums'],
    ],
    [
      'a hold without a state',
      'delete from ledger.pending_states where transfer_id = :held',
      ['pending', 'sums'],
    ],
    [
      'a posting of more than was held',
      `update ledger.transfers set amount_minor = 21 where pending_id = :taken`,
      ['references', 'statements', 'sums'],
    ],
    ['a statement line gone', `delete from ledger.lines where account_id = :to`, ['statements']],
    [
      'a statement line with another balance',
      `update ledger.lines set credits_posted_minor = credits_posted_minor + 1
        where account_id = :to`,
      ['statements'],
    ],
    [
      'a statement with another amount',
      `update ledger.lines set amounts_minor[1] = amounts_minor[1] + 1 where account_id = :to`,
      ['statements'],
    ],
    [
      'a statement in another order',
      `update ledger.lines set timestamps = array[timestamps[2], timestamps[1]] || timestamps[3:],
          amounts_minor = array[amounts_minor[2], amounts_minor[1]] || amounts_minor[3:]
        where account_id = :to`,
      ['statements'],
    ],
    ['all statements gone', 'delete from ledger.lines', ['statements']],
    [
      'a transfer that was told no, and made',
      `insert into ledger.failed_transfers (id, status) values (:paid, 'exceeds_credits')`,
      ['references'],
    ],
  ];
  test.each(rows)('%s', async (_name, sql, checks) => {
    expect(await foundAfter(sql)).toEqual(checks);
  });
});

test('whole books: the audit finds nothing', async () => {
  expect(await auditLedger(bank)).toEqual({});
});
