// What the class of an account lets it send and hold. Usage is read and written while the account's
// row is taken, so that payments at the same moment cannot pass a limit together.

import assert from 'node:assert/strict';
import type { BusinessDate } from '@sycee/kit';
import { businessDate, type Tx } from '#platform';
import type { AccountClass, AccountId, ClassLimits, DemandAccount, PartyId } from './account.ts';
import { balancesOf } from './find-account.ts';
import { notBelowZero, type Standing } from './standing.ts';
import {
  addOutgoing,
  lockAccounts,
  selectLimits,
  selectOutgoing,
  subtractOutgoing,
  upsertClass,
  type OutgoingUsed,
} from './store.ts';

export type LimitState = {
  readonly limits: ClassLimits;
  readonly used: OutgoingUsed;
};

const NOTHING_USED: OutgoingUsed = { dayMinor: 0n, yearMinor: 0n };

/** The limits of an account's class on a day and what it has used of them. */
export async function limitState(
  tx: Tx,
  account: DemandAccount,
  on: BusinessDate,
): Promise<LimitState> {
  const [state] = await limitStates(tx, [account], on);
  assert(state);
  return state;
}

async function limitStates(
  tx: Tx,
  accounts: readonly DemandAccount[],
  on: BusinessDate,
): Promise<LimitState[]> {
  const ids = accounts.map(({ id }) => id);
  const [byClass, used] = await Promise.all([selectLimits(tx, on), selectOutgoing(tx, ids, on)]);
  return accounts.map(({ id, accountClass }) => {
    const limits = byClass.get(accountClass);
    assert(limits !== undefined, `class ${accountClass} has limits on ${on}`);
    return { limits, used: used.get(id) ?? NOTHING_USED };
  });
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
  await lockAccounts(tx, [account.partyId]);
  const standing = (await standingsOf(tx, [account], await businessDate(tx))).get(account.id);
  assert(standing);
  return standing.roomMinor === null ? null : notBelowZero(standing.roomMinor);
}

/** Gives a party's account a class, now or when it is opened. */
export function setAccountClass(
  tx: Tx,
  partyId: PartyId,
  accountClass: AccountClass,
): Promise<void> {
  return upsertClass(tx, partyId, accountClass);
}
