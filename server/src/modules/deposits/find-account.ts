// Finding accounts: by their holder for other rooms, and for the holder alone by id.

import assert from 'node:assert/strict';
import { accountsById } from '#ledger';
import type { Tx } from '#platform';
import type { AccountId, DemandAccount, PartyId } from './account.ts';
import { refuse } from './refusals.ts';
import { lockAccounts, lockSides, selectAccount, selectAccountOfParty } from './store.ts';

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

export type Sides = {
  /** By party; a party without an account has no entry. */
  readonly accounts: ReadonlyMap<PartyId, DemandAccount>;
  /** Those that are taken until the transaction ends. */
  readonly taken: readonly DemandAccount[];
};

/**
 * The demand accounts of those who pay and those who are paid. Taken are the payers' accounts, and
 * the payees' whose balance has a maximum; of the others nothing limits what they receive.
 */
export async function takeSides(
  tx: Tx,
  payers: readonly PartyId[],
  payees: readonly PartyId[],
): Promise<Sides> {
  const { taken, receiving } = await lockSides(tx, payers, payees);
  const all = [...receiving, ...taken];
  return { taken, accounts: new Map(all.map((account) => [account.partyId, account])) };
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
  const [balance] = await balancesOf(tx, [account]);
  assert(balance);
  return balance;
}

/** The balances of accounts, in order. */
export async function balancesOf(tx: Tx, accounts: readonly DemandAccount[]): Promise<Balance[]> {
  const found = await accountsById(
    tx,
    accounts.map(({ ledgerAccountId }) => ledgerAccountId),
  );
  const byId = new Map(found.map((held) => [held.id, held]));
  return accounts.map(({ id, ledgerAccountId }) => {
    const held = byId.get(ledgerAccountId);
    if (held === undefined) assert.fail(`the ledger has the account of ${id}`);
    const postedMinor = held.creditsPostedMinor - held.debitsPostedMinor;
    return {
      postedMinor,
      availableMinor: postedMinor - held.debitsPendingMinor,
      heldOutMinor: held.debitsPendingMinor,
      heldInMinor: held.creditsPendingMinor,
    };
  });
}
