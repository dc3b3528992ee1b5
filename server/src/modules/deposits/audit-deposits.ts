// Proves what this room promises about every account against the ledger: the money is there, the
// statement adds up to it, and every line has its words. For the audit of the books.

import { uuidOf } from '@sycee/kit';
import {
  accountsById,
  archivedIds,
  carriedBalance,
  CHART_CODES,
  entriesOf,
  transfersById,
  type Entry,
} from '#ledger';
import type { Tx } from '#platform';
import type { AccountId, DemandAccount } from './account.ts';
import { selectAccountsAfter } from './store.ts';
import { selectMovementIds } from './store-movements.ts';

export type DepositsFault = {
  readonly accountId: AccountId;
  /** The transfer at fault, if it is one. */
  readonly transferId?: string;
  readonly fault:
    | 'no account in the ledger'
    | 'another kind of account in the ledger'
    | 'statement differs from the balance'
    | 'statement does not add up'
    | 'movement without words'
    | 'words without a transfer';
};

const AT_ONCE = 500;

/** The faults of all accounts; empty when the books are as promised. */
export async function auditDeposits(tx: Tx): Promise<DepositsFault[]> {
  const faults: DepositsFault[] = [];
  let after: AccountId | undefined;
  for (;;) {
    const accounts = await selectAccountsAfter(tx, after, AT_ONCE);
    for (const account of accounts) faults.push(...(await auditAccount(tx, account)));
    after = accounts.at(-1)?.id;
    if (accounts.length < AT_ONCE) return faults;
  }
}

async function auditAccount(tx: Tx, account: DemandAccount): Promise<DepositsFault[]> {
  const accountId = account.id;
  const [held] = await accountsById(tx, [account.ledgerAccountId]);
  if (held === undefined) return [{ accountId, fault: 'no account in the ledger' }];
  const isDemand =
    held.code === CHART_CODES.demandDeposits &&
    held.userData128 === uuidOf(account.partyId) &&
    held.flags.debitsMustNotExceedCredits;
  const faults: DepositsFault[] = isDemand
    ? []
    : [{ accountId, fault: 'another kind of account in the ledger' }];
  const postedMinor = held.creditsPostedMinor - held.debitsPostedMinor;
  // The ids alone: a proof opens no sealed words.
  const wordedIds = await selectMovementIds(tx, account.ledgerAccountId);
  return [
    ...faults,
    ...(await auditStatement(tx, account, postedMinor, new Set(wordedIds))),
    ...(await auditWords(tx, account, wordedIds)),
  ];
}

/** Walks from the balance back to what the archive left, one entry after the other. */
async function auditStatement(
  tx: Tx,
  account: DemandAccount,
  postedMinor: bigint,
  wordedIds: ReadonlySet<string>,
): Promise<DepositsFault[]> {
  const faults: DepositsFault[] = [];
  const accountId = account.id;
  let expected = postedMinor;
  let before: bigint | undefined;
  for (;;) {
    const page = { limit: AT_ONCE, ...(before !== undefined && { before }) };
    const entries = await entriesOf(tx, account.ledgerAccountId, page);
    for (const entry of entries) {
      if (entry.balanceAfterMinor !== expected) {
        const fault =
          before === undefined && entry === entries[0]
            ? 'statement differs from the balance'
            : 'statement does not add up';
        faults.push({ accountId, transferId: entry.transferId, fault });
      }
      if (!wordedIds.has(entry.transferId)) {
        faults.push({ accountId, transferId: entry.transferId, fault: 'movement without words' });
      }
      expected = entry.balanceAfterMinor - signed(entry);
    }
    before = entries.at(-1)?.timestamp;
    if (entries.length < AT_ONCE) break;
  }
  const carried = await carriedBalance(tx, account.ledgerAccountId);
  if (expected === carried) return faults;
  return [...faults, { accountId, fault: 'statement does not add up' }];
}

function signed(entry: Entry): bigint {
  return entry.side === 'credit' ? entry.amountMinor : -entry.amountMinor;
}

async function auditWords(
  tx: Tx,
  account: DemandAccount,
  ids: readonly string[],
): Promise<DepositsFault[]> {
  const known = new Set<string>();
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const some = ids.slice(start, start + AT_ONCE);
    for (const transfer of await transfersById(tx, some)) {
      const sides = [transfer.debitAccountId, transfer.creditAccountId];
      if (sides.includes(account.ledgerAccountId)) known.add(transfer.id);
    }
    for (const id of await archivedIds(tx, some)) known.add(id);
  }
  return ids
    .filter((id) => !known.has(id))
    .map((transferId) => ({
      accountId: account.id,
      transferId,
      fault: 'words without a transfer',
    }));
}
