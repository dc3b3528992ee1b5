// Transfers to measure with: customers who cannot overdraw pay each other at random, or nine in ten
// pay into one account of the bank.

import { randomBytes, randomInt } from 'node:crypto';
import { bankAccounts, CHART_CODES, LEDGER_CNY, openAccounts, post, TRANSFER_CODES } from '#ledger';
import type { NewTransfer } from '#ledger';
import type { Database } from '#platform';

export type Traffic = 'random' | 'hot';

/** Makes the next transfer of some traffic. */
export type NextTransfer = (traffic: Traffic) => NewTransfer;

const HOT_IN_TEN = 9;
const FUNDS_MINOR = 10n ** 12n;
const AT_ONCE = 1_000;

/** Opens customers' accounts with money on them and answers a source of transfers between them. */
export async function openCustomers(
  database: Database,
  count: number,
  fundsMinor = FUNDS_MINOR,
): Promise<NextTransfer> {
  const nextId = sortableIds();
  const customers = Array.from({ length: count }, () => nextId());
  for (let start = 0; start < count; start += AT_ONCE) {
    const ids = customers.slice(start, start + AT_ONCE);
    await database.transact(async (tx) => {
      await openAccounts(tx, ids.map(customer));
      await post(
        tx,
        ids.map((id) => ({
          ...payment(bankAccounts.cardSettlement, id),
          id: nextId(),
          amountMinor: fundsMinor,
        })),
      );
    });
  }
  return (traffic) => {
    const from = randomInt(count);
    const hot = traffic === 'hot' && randomInt(10) < HOT_IN_TEN;
    const to = (from + 1 + randomInt(count - 1)) % count;
    return {
      ...payment(customers[from] ?? '', hot ? bankAccounts.cardSettlement : (customers[to] ?? '')),
      id: nextId(),
      amountMinor: BigInt(1 + randomInt(100)),
    };
  };
}

function customer(id: string) {
  const code = CHART_CODES.demandDeposits;
  return { id, ledger: LEDGER_CNY, code, flags: { debitsMustNotExceedCredits: true } };
}

function payment(debitAccountId: string, creditAccountId: string) {
  const about = { ledger: LEDGER_CNY, code: TRANSFER_CODES.transfer };
  return { ...about, debitAccountId, creditAccountId };
}

/** UUIDs that rise with every call, as the bank's own ids do. */
function sortableIds(): () => string {
  const run = randomBytes(6).toString('hex');
  let count = 2 ** 40;
  return () => {
    const digits = (++count).toString(16).padStart(12, '0');
    return `${digits.slice(0, 8)}-${digits.slice(8)}-7000-8000-${run}`;
  };
}
