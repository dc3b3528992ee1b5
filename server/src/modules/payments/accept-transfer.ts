// The payee takes a waiting transfer: the held money is theirs.

import assert from 'node:assert/strict';
import type { Id } from '@sycee/kit';
import { accountsOf, describe } from '#deposits';
import { partiesById, partyById } from '#parties';
import type { Tx } from '#platform';
import { endHold, lockWaiting } from './held-transfers.ts';
import { narrateTransfer } from './narratives.ts';
import type { Order } from './order.ts';
import { refuse } from './refusals.ts';
import { rememberContacts } from './store-orders.ts';

/**
 * Accepts a transfer; answers it succeeded. Refuses order_not_found, order_not_awaiting, and
 * transfer_held while the sender's account is frozen: what a thief has sent must not arrive.
 */
export async function acceptTransfer(
  tx: Tx,
  payeeId: Id<'party'>,
  orderId: Id<'pay'>,
): Promise<Order> {
  const order = await lockWaiting(tx, payeeId, orderId);
  assert(order.payerId);
  const sender = await partyById(tx, order.payerId);
  if (sender !== undefined && sender.standing.frozenAt !== null) {
    throw refuse('payments.transfer_held');
  }
  const { ended, transferId } = await endHold(tx, order, 'succeeded');
  const [payer, payee] = await accountsOf(tx, [
    { partyId: order.payerId, accountId: order.payerAccountId },
    { partyId: payeeId, accountId: order.payeeAccountId },
  ]);
  assert(payer && payee, `${orderId} has two sides with accounts`);
  const people = await partiesById(tx, [order.payerId, payeeId]);
  await describe(tx, narrateTransfer(ended, { payer, payee, transferId, people }));
  await rememberContacts(tx, [{ payerId: order.payerId, payeeId }]);
  return ended;
}
