// Money from one account of a person to another of the same person. The sending limits guard what
// goes to others, so class II moves as much as it has; class III, and class II that lacks a need,
// keep theirs also towards an own account, and nothing gets more than it may hold.
// Source: People's Bank of China, Yinfa [2015] 392 and [2016] 302; docs/concepts/accounts.md.

import assert from 'node:assert/strict';
import { cny, decimalOf, uuidOf, type Id, type Instant } from '@sycee/kit';
import { LEDGER_CNY, postAll, TRANSFER_CODES } from '#ledger';
import { businessDate, type Tx } from '#platform';
import type { AccountId, DemandAccount, Name, PartyId } from './account.ts';
import type { OnItsWay } from './close-account.ts';
import { describe } from './describe.ts';
import { takeAccounts } from './find-account.ts';
import { countOutgoing, standingsOf } from './limits.ts';
import { refuse } from './refusals.ts';
import { exceededBy, type Standing } from './standing.ts';

export type AskedMove = {
  readonly partyId: PartyId;
  readonly fromId: AccountId;
  readonly toId: AccountId;
  readonly amountMinor: bigint;
};

/**
 * Moves money. Refuses `same_account`, `account_not_found`, `day_limit_exceeded`,
 * `year_limit_exceeded`, `balance_limit_exceeded`, `insufficient_funds`, in this order.
 */
export async function moveMoney(
  tx: Tx,
  { partyId, fromId, toId, amountMinor }: AskedMove,
  onItsWay: OnItsWay,
): Promise<{ readonly id: Id<'move'>; readonly at: Instant }> {
  if (fromId === toId) throw refuse('deposits.same_account');
  const taken = await takeAccounts(tx, [fromId, toId]);
  const own = (id: AccountId) =>
    taken.find((one) => one.id === id && one.partyId === partyId && one.isOpen);
  const [from, to] = [own(fromId), own(toId)];
  if (from === undefined || to === undefined) throw refuse('deposits.account_not_found');

  const on = await businessDate(tx);
  const standings = await standingsOf(tx, [from, to], on);
  const [payer, payee] = [standings.get(from.id), standings.get(to.id)];
  assert(payer && payee);
  const isCounted = from.accountClass === 'III' || from.limited;
  if (isCounted) refuseBeyondLimits(payer, amountMinor);
  if (payee.roomMinor !== null && amountMinor > payee.roomMinor - (await onItsWay(tx, to))) {
    throw refuse('deposits.balance_limit_exceeded');
  }
  if (amountMinor > payer.availableMinor) throw insufficient(payer);

  if (isCounted) await countOutgoing(tx, new Map([[from.id, amountMinor]]), on);
  const id = tx.newId('move');
  await post(tx, { id, from, to, amountMinor });
  return { id, at: tx.now };
}

function refuseBeyondLimits(payer: Standing, amountMinor: bigint): void {
  const exceeded = exceededBy(payer, amountMinor);
  if (exceeded === undefined) return;
  throw refuse(`deposits.${exceeded.limit}_limit_exceeded`, {
    left: decimalOf(cny(exceeded.leftMinor)),
    left_minor: exceeded.leftMinor.toString(),
  });
}

function insufficient({ availableMinor }: Standing) {
  return refuse('deposits.insufficient_funds', {
    available: decimalOf(cny(availableMinor)),
    available_minor: availableMinor.toString(),
  });
}

type Move = {
  readonly id: Id<'move'>;
  readonly from: DemandAccount;
  readonly to: DemandAccount;
  readonly amountMinor: bigint;
};

/** Both accounts are taken and were looked at, so that nothing but a defect can stop it. */
async function post(tx: Tx, { id, from, to, amountMinor }: Move): Promise<void> {
  const transferId = uuidOf(id);
  const sides = { debitAccountId: from.ledgerAccountId, creditAccountId: to.ledgerAccountId };
  const terms = { ledger: LEDGER_CNY, code: TRANSFER_CODES.transfer };
  const status = await postAll(tx, [{ id: transferId, amountMinor, ...sides, ...terms }]);
  assert.equal(status, 'created');
  const words = { transferId, kind: 'own_transfer', orderId: id, note: null } as const;
  await describe(tx, [
    { ...words, accountId: from.ledgerAccountId, counterparty: endingOf(to) },
    { ...words, accountId: to.ledgerAccountId, counterparty: endingOf(from) },
  ]);
}

function endingOf({ number }: DemandAccount): Name {
  const ending = `··${number.slice(-4)}`;
  return { en: `Own account ${ending}`, zh: `本人账户 ${ending}` };
}
