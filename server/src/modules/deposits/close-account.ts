// Closes one of a person's accounts. It must be empty, because money has no owner otherwise, and it
// is closed in the ledger too, so that money on its way to it is refused instead of lost.

import assert from 'node:assert/strict';
import { cny, decimalOf, uuidOf, type Refusal } from '@sycee/kit';
import { bankAccounts, LEDGER_CNY, postAll, TRANSFER_CODES } from '#ledger';
import { publish, type Tx } from '#platform';
import type { AccountId, DemandAccount, PartyId } from './account.ts';
import { accountsChanged } from './events.ts';
import { balanceOf, takeAccount } from './find-account.ts';
import { refuse } from './refusals.ts';
import { closeAccounts } from './store.ts';
import { takeHolder } from './store-holders.ts';

/** What is on its way to an account that the ledger does not know of yet; handed in from above. */
export type OnItsWay = (tx: Tx, account: DemandAccount) => Promise<bigint>;

/**
 * Closes an account. Refuses `account_not_found`, `main_account_stays`, `money_held`,
 * `balance_left`.
 */
export async function closeAccount(
  tx: Tx,
  { partyId, id }: { readonly partyId: PartyId; readonly id: AccountId },
  onItsWay: OnItsWay,
): Promise<void> {
  await takeHolder(tx, partyId);
  const account = await takeAccount(tx, partyId, id);
  if (account === undefined) throw refuse('deposits.account_not_found');
  if (account.isMain) throw refuse('deposits.main_account_stays');
  if ((await onItsWay(tx, account)) > 0n) throw refuse('deposits.money_held');
  await closeEmpty(tx, [account]);
  await publish(tx, accountsChanged(partyId, id));
}

/** Closes accounts that are taken. Refuses `money_held` and `balance_left`. */
export async function closeEmpty(tx: Tx, accounts: readonly DemandAccount[]): Promise<void> {
  for (const account of accounts) {
    await closeInLedger(tx, account);
    // Closed first, looked at second: from here on nothing can arrive.
    const obstacle = await obstacleOf(tx, account);
    if (obstacle !== undefined) throw obstacle;
  }
  await closeAccounts(
    tx,
    accounts.map(({ id }) => id),
  );
}

/** What keeps an account from being closed: `money_held`, `balance_left`. */
export async function obstacleOf(tx: Tx, account: DemandAccount): Promise<Refusal | undefined> {
  const { postedMinor, heldOutMinor, heldInMinor } = await balanceOf(tx, account);
  if (heldOutMinor > 0n || heldInMinor > 0n) return refuse('deposits.money_held');
  if (postedMinor === 0n) return undefined;
  return refuse('deposits.balance_left', { balance: decimalOf(cny(postedMinor)) });
}

async function closeInLedger(tx: Tx, account: DemandAccount): Promise<void> {
  const closing = {
    id: uuidOf(tx.newId('tr')),
    debitAccountId: account.ledgerAccountId,
    creditAccountId: bankAccounts.cardSettlement,
    amountMinor: 0n,
    userData128: uuidOf(account.partyId),
    ledger: LEDGER_CNY,
    code: TRANSFER_CODES.closing,
    flags: { pending: true, closingDebit: true },
  };
  assert.equal(await postAll(tx, [closing]), 'created');
}
