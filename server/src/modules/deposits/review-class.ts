// Keeps the classes of a person's accounts in step with what is known of the person. Nobody has to
// ask: whoever brings new evidence, or hears that some is gone, has it reviewed.

import assert from 'node:assert/strict';
import type { BusinessDate } from '@sycee/kit';
import { partyById } from '#parties';
import { businessDate, publish, type Tx } from '#platform';
import type { AccountClass, DemandAccount, PartyId } from './account.ts';
import { evidenceOf } from './evidence.ts';
import { classChanged } from './events.ts';
import { missingOf, type Evidence, type Need } from './needs.ts';
import { lockAccountsOfParty, raiseAccount, selectFreePlace, updateLimited } from './store.ts';
import { takeHolder, updateCardSince } from './store-holders.ts';
import { selectNeeds } from './store-limits.ts';

/**
 * Notes whether a card of another bank is bound to a person, and reviews the accounts. Call it
 * before a row of the card is taken: whoever tops up takes the account first, too.
 */
export async function noteCard(tx: Tx, partyId: PartyId, isBound: boolean): Promise<void> {
  const { cardSince } = await takeHolder(tx, partyId);
  if ((cardSince !== null) !== isBound) {
    await updateCardSince(tx, partyId, isBound ? tx.now : null);
  }
  await reviewClass(tx, partyId);
}

/**
 * Raises what has all that class II needs today, the main account first, as far as there are
 * places; limits an account of class II that lacks what its class needed on the day it was raised,
 * and frees one that lacks it no longer. Class II itself is never lost.
 */
export async function reviewClass(tx: Tx, partyId: PartyId): Promise<void> {
  const holder = await takeHolder(tx, partyId);
  const party = await partyById(tx, partyId);
  assert(party, `${partyId} holds accounts`);
  const evidence = await evidenceOf(tx, party, holder);
  const accounts = await lockAccountsOfParty(tx, partyId);
  const on = await businessDate(tx);
  for (const account of accounts.filter(({ accountClass }) => accountClass === 'II')) {
    await reviewLimited(tx, account, evidence);
  }
  const rising = accounts.filter(({ accountClass, rises }) => accountClass === 'III' && rises);
  if (missingOf(await needsOf(tx, 'II', on), evidence).length > 0) return;
  for (const account of rising.toSorted((one, other) => rank(one) - rank(other))) {
    await raise(tx, account, on);
  }
}

/** What a class needs on a day. */
export async function needsOf(
  tx: Tx,
  accountClass: AccountClass,
  on: BusinessDate,
): Promise<readonly Need[]> {
  const needs = (await selectNeeds(tx, on)).get(accountClass);
  assert(needs !== undefined, `class ${accountClass} has needs on ${on}`);
  return needs;
}

async function reviewLimited(tx: Tx, account: DemandAccount, evidence: Evidence): Promise<void> {
  const needs = await needsOf(tx, 'II', account.classSince);
  const limited = missingOf(needs, evidence).length > 0;
  if (limited === account.limited) return;
  await updateLimited(tx, account.id, limited);
  await publish(tx, classChanged(account, { accountClass: 'II', limited }));
}

async function raise(tx: Tx, account: DemandAccount, on: BusinessDate): Promise<void> {
  const place = await selectFreePlace(tx, account.partyId, 'II');
  if (place === undefined) return;
  await raiseAccount(tx, account.id, { place, on });
  await publish(tx, classChanged(account, { accountClass: 'II', limited: false }));
}

function rank({ isMain }: DemandAccount): number {
  return isMain ? 0 : 1;
}
