// A bank's account and customers' accounts on a test's database, and transfers between them.

import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '../../../platform/testing.ts';
import { bankAccounts, CHART_CODES, LEDGER_CNY, TRANSFER_CODES } from '../bank-accounts.ts';
import { openAccounts } from '../open-accounts.ts';
import { post } from '../post.ts';
import type { NewTransfer } from '../transfer.ts';

/** A transfer with an id of its own. */
export function payment(from: string, to: string, amountMinor: bigint): NewTransfer {
  return {
    id: randomUUID(),
    debitAccountId: from,
    creditAccountId: to,
    amountMinor,
    ledger: LEDGER_CNY,
    code: TRANSFER_CODES.transfer,
  };
}

/** Opens customers' accounts that cannot be overdrawn, each with an amount on it. */
export async function customers(
  { database }: TestDatabase,
  count: number,
  amountMinor: bigint,
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await database.transact(async (tx) => {
    const account = { ledger: LEDGER_CNY, code: CHART_CODES.demandDeposits };
    const flags = { debitsMustNotExceedCredits: true };
    await openAccounts(
      tx,
      ids.map((id) => ({ ...account, id, flags })),
    );
    await post(
      tx,
      ids.map((id) => payment(bankAccounts.cardSettlement, id, amountMinor)),
    );
  });
  return ids;
}
