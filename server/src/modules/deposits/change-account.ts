// What a holder may change of an account: what it is called, whether it is the one that is meant
// when none is named, and whether one that was opened as class III on purpose may rise.

import { publish, type Tx } from '#platform';
import { isSameName, nameOf, readAccountName, sealName } from './account-name.ts';
import type { AccountId, DemandAccount, PartyId } from './account.ts';
import { accountsChanged } from './events.ts';
import { refuse } from './refusals.ts';
import { reviewClass } from './review-class.ts';
import { lockAccountsOfParty, updateMain, updateName, updateRises } from './store.ts';
import { takeHolder } from './store-holders.ts';

export type AccountChange = {
  readonly name?: string | undefined;
  readonly isMain?: true | undefined;
  readonly rises?: true | undefined;
};

/** Changes an open account. Refuses `account_not_found`, `name_invalid`, `name_taken`. */
export async function changeAccount(
  tx: Tx,
  { partyId, id }: { readonly partyId: PartyId; readonly id: AccountId },
  change: AccountChange,
): Promise<void> {
  await takeHolder(tx, partyId);
  // All of them, in the order in which everybody takes several.
  const accounts = await lockAccountsOfParty(tx, partyId);
  if (!accounts.some((account) => account.id === id)) throw refuse('deposits.account_not_found');
  if (change.name !== undefined) await rename(tx, accounts, id, readAccountName(change.name));
  if (change.isMain) await updateMain(tx, partyId, id);
  if (change.rises) {
    await updateRises(tx, id);
    await reviewClass(tx, partyId);
  }
  await publish(tx, accountsChanged(partyId, id));
}

async function rename(
  tx: Tx,
  accounts: readonly DemandAccount[],
  id: AccountId,
  name: string,
): Promise<void> {
  const isTaken = accounts.some(
    (other) => other.id !== id && isSameName(nameOf(tx.secrets, other), name),
  );
  if (isTaken) throw refuse('deposits.name_taken');
  await updateName(tx, id, sealName(tx.secrets, id, name));
}
