// Finding accounts: by their holder for other rooms, and for the holder alone by id.

import assert from 'node:assert/strict';
import { accountsById } from '#ledger';
import type { Tx } from '#platform';
import type { AccountId, DemandAccount, PartyId } from './account.ts';
import { refuse } from './refusals.ts';
import { lockAccounts, lockAccountsOfParty, lockMainAccounts } from './store.ts';
import { lockSides, selectAccounts } from './store.ts';
import { selectFirstAccounts, selectMainAccount, type AskedSides } from './store.ts';

/** The main demand account of a party, or undefined. */
export function demandAccountOf(tx: Tx, partyId: PartyId): Promise<DemandAccount | undefined> {
  return selectMainAccount(tx, partyId);
}

/**
 * The open account that a party means, taken until the transaction ends: the named one, or the main
 * one when none is named; undefined when the party has no such account.
 */
export async function takeAccount(
  tx: Tx,
  partyId: PartyId,
  id: AccountId | undefined,
): Promise<DemandAccount | undefined> {
  const [account] = await (id === undefined
    ? lockMainAccounts(tx, [partyId])
    : lockAccounts(tx, [id]));
  return account?.partyId === partyId && account.isOpen ? account : undefined;
}

/** Takes everything a party holds until the transaction ends: no payment is under way meanwhile. */
export async function holdAccounts(tx: Tx, partyId: PartyId): Promise<void> {
  await lockAccountsOfParty(tx, partyId);
}

/** Takes accounts until the transaction ends, in the order in which everybody takes several. */
export async function takeAccounts(tx: Tx, ids: readonly AccountId[]): Promise<DemandAccount[]> {
  return lockAccounts(tx, ids);
}

/** A party's account by its id; null stands for the one it opened first, when there was but one. */
export type AccountOfParty = { readonly partyId: PartyId; readonly accountId: AccountId | null };

/** The accounts of parties, in order; each must exist. */
export async function accountsOf(
  tx: Tx,
  sides: readonly AccountOfParty[],
): Promise<DemandAccount[]> {
  const unnamed = sides.filter(({ accountId }) => accountId === null).map((one) => one.partyId);
  const firsts = unnamed.length === 0 ? [] : await selectFirstAccounts(tx, unnamed);
  const first = new Map(firsts.map((account) => [account.partyId, account]));
  const ids = sides.flatMap(({ accountId }) => accountId ?? []);
  const named = ids.length === 0 ? [] : await selectAccounts(tx, ids);
  const byId = new Map(named.map((account) => [account.id, account]));
  return sides.map(({ partyId, accountId }) => {
    const account = accountId === null ? first.get(partyId) : byId.get(accountId);
    assert(account?.partyId === partyId, `${partyId} has the account of its order`);
    return account;
  });
}

export type Sides = {
  /** The main accounts, by party; a party without one has no entry. */
  readonly accounts: ReadonlyMap<PartyId, DemandAccount>;
  /** The accounts that were named, by id; one that is not open has no entry. */
  readonly named: ReadonlyMap<AccountId, DemandAccount>;
  /** Those that are taken until the transaction ends. */
  readonly taken: readonly DemandAccount[];
};

/**
 * The accounts of those who pay and those who are paid. Taken are the accounts that pay, and the
 * payees' whose balance has a maximum; of the others nothing limits what they receive.
 */
export async function takeSides(tx: Tx, asked: AskedSides): Promise<Sides> {
  const { taken, receiving } = await lockSides(tx, asked);
  const mains = [...receiving, ...taken].filter(({ isMain }) => isMain);
  return {
    taken,
    accounts: new Map(mains.map((account) => [account.partyId, account])),
    named: new Map(taken.map((account) => [account.id, account])),
  };
}

/** The account of its holder. Refuses `account_not_found` for another's as for none. */
export async function ownAccount(tx: Tx, partyId: PartyId, id: AccountId): Promise<DemandAccount> {
  const [account] = await selectAccounts(tx, [id]);
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
