// Money from one customer to another: at once, or held until the payee accepts it.

import { addSeconds, type BusinessDate, cny, decimalOf, type Id, type Minor } from '@sycee/kit';
import { uuidOf, ZERO } from '@sycee/kit';
import { type DemandAccount, describe, incomingRoom, lockDemandAccounts } from '#deposits';
import { takeOutgoing } from '#deposits';
import { businessDate, type Tx } from '#platform';
import { readNote } from './note.ts';
import { refuseOutOfBounds } from './amount-bounds.ts';
import { tellOrderChanged } from './events.ts';
import { transferMovement } from './movements.ts';
import { narrateTransfer } from './narratives.ts';
import type { Arrival, Order } from './order.ts';
import { refuse } from './refusals.ts';
import { spend } from './spend.ts';
import { insertOrder, rememberContact, topUpsInFlightMinor } from './store-orders.ts';
import { serviceTermsOn } from './store-terms.ts';

export type TransferRequest = {
  readonly payerId: Id<'party'>;
  readonly payeeId: Id<'party'>;
  readonly amountMinor: Minor;
  readonly note: string | null;
  readonly arrival: Arrival;
};

/**
 * Sends money; answers the order, succeeded or awaiting acceptance. Refuses payee_is_payer,
 * note_invalid, account_needed, payee_cannot_receive, amount_out_of_bounds, insufficient_funds,
 * day_limit_exceeded, year_limit_exceeded, balance_limit_exceeded.
 */
export async function sendTransfer(tx: Tx, request: TransferRequest): Promise<Order> {
  const { payerId, payeeId, amountMinor } = request;
  if (payerId === payeeId) throw refuse('payments.payee_is_payer');
  const note = readNote(request.note);
  const accounts = await lockDemandAccounts(tx, [payerId, payeeId]);
  const [payer, payee] = [accounts.get(payerId), accounts.get(payeeId)];
  if (payer === undefined) throw refuse('payments.account_needed');
  if (payee === undefined) throw refuse('payments.payee_cannot_receive');
  const on = await businessDate(tx);
  await refuseOutOfBounds(tx, 'transfer', amountMinor, on);

  const order = await newTransfer(tx, { ...request, note }, on);
  const movement = transferMovement(order, payer.ledgerAccountId, payee.ledgerAccountId);
  await refuseBeyondLimits(tx, payer, payee, amountMinor);
  await spend(tx, payer, movement.transfers);
  await insertOrder(tx, order, movement.purposes);
  if (order.state === 'succeeded') await rememberContact(tx, payerId, payeeId);
  const parts = { payer, payee, transferId: uuidOf(order.id) };
  await describe(tx, await narrateTransfer(tx, order, parts));
  await tellOrderChanged(tx, order);
  return order;
}

async function newTransfer(tx: Tx, request: TransferRequest, on: BusinessDate): Promise<Order> {
  const instant = request.arrival === 'instant';
  const { acceptanceSeconds } = await serviceTermsOn(tx, on);
  return {
    ...request,
    id: tx.newId('pay'),
    kind: 'transfer',
    state: instant ? 'succeeded' : 'awaiting_acceptance',
    cardId: null,
    feeMinor: ZERO,
    failureCode: null,
    createdAt: tx.now,
    settledAt: instant ? tx.now : null,
    expiresAt: instant ? null : addSeconds(tx.now, acceptanceSeconds),
    countedOn: on,
  };
}

async function refuseBeyondLimits(
  tx: Tx,
  payer: DemandAccount,
  payee: DemandAccount,
  amountMinor: Minor,
): Promise<void> {
  const exceeded = await takeOutgoing(tx, payer, amountMinor);
  if (exceeded !== undefined) {
    throw refuse(`payments.${exceeded.limit}_limit_exceeded`, {
      left: decimalOf(cny(exceeded.leftMinor)),
      left_minor: exceeded.leftMinor.toString(),
    });
  }
  const room = await incomingRoom(tx, payee);
  if (room !== null && amountMinor > room - (await topUpsInFlightMinor(tx, payee.partyId))) {
    throw refuse('payments.balance_limit_exceeded');
  }
}
