// What the class of an account lets it send and hold. Usage is read and written while the account's
// row is taken, so that payments at the same moment cannot pass a limit together.

import assert from 'node:assert/strict';
import type { BusinessDate } from '@sycee/kit';
import { businessDate, type Tx } from '#platform';
import type { AccountClass, AccountId, ClassLimits, DemandAccount, PartyId } from './account.ts';
import { balanceOf } from './find-account.ts';
import { addOutgoing, lockAccounts, selectLimits, selectOutgoing } from './store.ts';
import { subtractOutgoing, upsertClass, type OutgoingUsed } from './store.ts';

export type LimitState = {
  readonly limits: ClassLimits;
  readonly used: OutgoingUsed;
};

/** The limits of an account's class on a day and what it has used of them. */
export async function limitState(
  tx: Tx,
  account: DemandAccount,
  on: BusinessDate,
): Promise<LimitState> {
  const limits = await selectLimits(tx, account.accountClass, on);
  assert(limits !== undefined, `class ${account.accountClass} has limits on ${on}`);
  return { limits, used: await selectOutgoing(tx, account.id, on) };
}

export type LimitExceeded = { readonly limit: 'day' | 'year'; readonly leftMinor: bigint };

/**
 * Counts an amount to an account that is not bound against the day's and the year's limit; answers
 * what it would exceed, and then counts nothing.
 */
export async function takeOutgoing(
  tx: Tx,
  account: DemandAccount,
  amountMinor: bigint,
): Promise<LimitExceeded | undefined> {
  await lockAccounts(tx, [account.partyId]);
  const on = await businessDate(tx);
  const { limits, used } = await limitState(tx, account, on);
  const dayLeft = notBelowZero(limits.outgoingDayMinor - used.dayMinor);
  const yearLeft = notBelowZero(limits.outgoingYearMinor - used.yearMinor);
  if (amountMinor > dayLeft) return { limit: 'day', leftMinor: dayLeft };
  if (amountMinor > yearLeft) return { limit: 'year', leftMinor: yearLeft };
  await addOutgoing(tx, account.id, on, amountMinor);
  return undefined;
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
  const limits = await selectLimits(tx, account.accountClass, await businessDate(tx));
  const most = limits?.balanceMaxMinor ?? null;
  if (most === null) return null;
  const balance = await balanceOf(tx, account);
  return notBelowZero(most - balance.postedMinor - balance.heldInMinor);
}

/** Gives a party's account a class, now or when it is opened. */
export function setAccountClass(
  tx: Tx,
  partyId: PartyId,
  accountClass: AccountClass,
): Promise<void> {
  return upsertClass(tx, partyId, accountClass);
}

export function notBelowZero(amountMinor: bigint): bigint {
  return amountMinor < 0n ? 0n : amountMinor;
}
