// What the class of an account lets it send and hold. Usage is read and written while the account's
// row is taken, so that payments at the same moment cannot pass a limit together.

import assert from 'node:assert/strict';
import type { BusinessDate } from '@sycee/kit';
import { businessDate, type Tx } from '#platform';
import type { AccountClass, AccountId, ClassLimits, DemandAccount } from './account.ts';
import { balancesOf } from './find-account.ts';
import { notBelowZero, type Standing } from './standing.ts';
import { lockAccounts } from './store.ts';
import {
  addOutgoing,
  selectLimits,
  selectOutgoing,
  subtractOutgoing,
  type OutgoingUsed,
} from './store-limits.ts';

export type LimitState = {
  readonly limits: ClassLimits;
  readonly used: OutgoingUsed;
};

const NOTHING_USED: OutgoingUsed = { dayMinor: 0n, yearMinor: 0n };

/** The limits of an account on a day and what it has used of them. */
export async function limitState(
  tx: Tx,
  account: DemandAccount,
  on: BusinessDate,
): Promise<LimitState> {
  const [state] = await limitStates(tx, [account], on);
  assert(state);
  return state;
}

/** The same for many accounts, in order. */
export async function limitStates(
  tx: Tx,
  accounts: readonly DemandAccount[],
  on: BusinessDate,
): Promise<LimitState[]> {
  const ids = accounts.map(({ id }) => id);
  const [byClass, used] = await Promise.all([selectLimits(tx, on), selectOutgoing(tx, ids, on)]);
  return accounts.map((account) => ({
    limits: limitsIn(byClass, account),
    used: used.get(account.id) ?? NOTHING_USED,
  }));
}

/**
 * What an account may do: as its class, but one of class II that lacks a need sends as class III
 * does. What it may hold stays that of class II, because money that is there has to stay somewhere.
 */
function limitsIn(
  byClass: ReadonlyMap<AccountClass, ClassLimits>,
  { accountClass, limited }: DemandAccount,
): ClassLimits {
  const limits = byClass.get(accountClass);
  assert(limits !== undefined, `class ${accountClass} has limits`);
  const sending = limited ? byClass.get('III') : limits;
  assert(sending !== undefined, 'class III has limits');
  return { ...sending, balanceMaxMinor: limits.balanceMaxMinor };
}

/** Where accounts stand on a day, by account; take them first, so that it stays true. */
export async function standingsOf(
  tx: Tx,
  accounts: readonly DemandAccount[],
  on: BusinessDate,
): Promise<Map<AccountId, Standing>> {
  const [states, balances] = await Promise.all([
    limitStates(tx, accounts, on),
    balancesOf(tx, accounts),
  ]);
  return new Map(
    states.map(({ limits, used }, index) => {
      const [account, balance] = [accounts[index], balances[index]];
      assert(account && balance);
      const { balanceMaxMinor: most } = limits;
      const standing: Standing = {
        availableMinor: balance.availableMinor,
        daySentMinor: used.dayMinor,
        dayLeftMinor: limits.outgoingDayMinor - used.dayMinor,
        yearLeftMinor: limits.outgoingYearMinor - used.yearMinor,
        roomMinor: most === null ? null : most - balance.postedMinor - balance.heldInMinor,
      };
      return [account.id, standing];
    }),
  );
}

/** Counts what accounts have sent to accounts that are not bound to them. */
export function countOutgoing(
  tx: Tx,
  amounts: ReadonlyMap<AccountId, bigint>,
  on: BusinessDate,
): Promise<void> {
  return addOutgoing(tx, amounts, on);
}

/** Takes back what was counted on a day: the money never left, or came back. */
export function giveBackOutgoing(
  tx: Tx,
  taken: { accountId: AccountId; amountMinor: bigint; on: BusinessDate },
): Promise<void> {
  return subtractOutgoing(tx, taken.accountId, taken.on, taken.amountMinor);
}

/**
 * How much more an account may hold, counting what is on its way to it; null without a maximum.
 * Takes the account until the transaction ends.
 */
export async function incomingRoom(tx: Tx, account: DemandAccount): Promise<bigint | null> {
  await lockAccounts(tx, [account.id]);
  const standing = (await standingsOf(tx, [account], await businessDate(tx))).get(account.id);
  assert(standing);
  return standing.roomMinor === null ? null : notBelowZero(standing.roomMinor);
}
