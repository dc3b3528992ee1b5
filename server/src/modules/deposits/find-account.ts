// Finding accounts: by their holder for other rooms, and for the holder alone by id.

import assert from 'node:assert/strict';
import { accountsById } from '#ledger';
import type { Tx } from '#platform';
import type { AccountId, DemandAccount, PartyId } from './account.ts';
import { refuse } from './refusals.ts';
import { lockAccounts, selectAccount, selectAccountOfParty } from './store.ts';

/** A party's demand account, or undefined. */
export function demandAccountOf(tx: Tx, partyId: PartyId): Promise<DemandAccount | undefined> {
  return selectAccountOfParty(tx, partyId);
}

/**
 * The demand accounts of parties, by party, each taken until the transaction ends: what is read of
 * them stays true until then. Parties without an account have no entry.
 */
export async function lockDemandAccounts(
  tx: Tx,
  partyIds: readonly PartyId[],
): Promise<ReadonlyMap<PartyId, DemandAccount>> {
  const accounts = await lockAccounts(tx, partyIds);
  return new Map(accounts.map((account) => [account.partyId, account]));
}

/** The account of its holder. Refuses `account_not_found` for another's as for none. */
export async function ownAccount(tx: Tx, partyId: PartyId, id: AccountId): Promise<DemandAccount> {
  const account = await selectAccount(tx, id);
  if (account?.partyId !== partyId) throw refuse('deposits.account_not_found');
  return account;
}

export type Balance = {
  readonly postedMinor: bigint;
  /** What can be sent now: posted less what is held for outgoing transfers. */
  readonly availableMinor: bigint;
  readonly heldOutMinor: bigint;
  readonly heldInMinor: bigint;
};

/** An account's balance, from the ledger. */
export async function balanceOf(tx: Tx, account: DemandAccount): Promise<Balance> {
  const [held] = await accountsById(tx, [account.ledgerAccountId]);
  assert(held !== undefined, `the ledger has the account of ${account.id}`);
  const postedMinor = held.creditsPostedMinor - held.debitsPostedMinor;
  return {
    postedMinor,
    availableMinor: postedMinor - held.debitsPendingMinor,
    heldOutMinor: held.debitsPendingMinor,
    heldInMinor: held.creditsPendingMinor,
  };
}
