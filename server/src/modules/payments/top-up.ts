// Money from a bound card into the customer's account. The request only writes down the order and
// the instruction; the card bank is asked after the commit, as often as it takes, and the customer
// is credited on its final word alone.

import { ZERO } from '@sycee/kit';
import { incomingRoom } from '#deposits';
import { businessDate, type Tx } from '#platform';
import { accountInUse } from './account-in-use.ts';
import { refuseOutOfBounds } from './amount-bounds.ts';
import { tellOrdersChanged, wakeForInstruction } from './events.ts';
import { type CardOrderRequest, newCardOrder, type Order } from './order.ts';
import { refuse } from './refusals.ts';
import { holdCard } from './store-cards.ts';
import { insertInstruction } from './store-instructions.ts';
import { insertOrders, topUpsInFlight } from './store-orders.ts';
import { serviceTermsOn } from './store-terms.ts';

/**
 * Orders a top-up; answers it in processing. Refuses account_needed, account_not_found,
 * amount_out_of_bounds, card_not_found, and balance_limit_exceeded before anything is taken from
 * the card.
 */
export async function topUp(tx: Tx, request: CardOrderRequest): Promise<Order> {
  const { partyId, cardId, amountMinor } = request;
  const account = await accountInUse(tx, request);
  const on = await businessDate(tx);
  await refuseOutOfBounds(tx, 'top_up', amountMinor, on);
  const card = await holdCard(tx, partyId, cardId);
  if (card === undefined) throw refuse('payments.card_not_found');
  const room = await incomingRoom(tx, account);
  const inFlight = (await topUpsInFlight(tx, [account])).get(account.id) ?? ZERO;
  if (room !== null && amountMinor > room - inFlight) {
    throw refuse('payments.balance_limit_exceeded');
  }
  const order: Order = {
    ...newCardOrder(tx, request),
    kind: 'top_up',
    payerId: null,
    payeeId: partyId,
    payerAccountId: null,
    payeeAccountId: account.id,
    feeMinor: ZERO,
  };
  const { closeAfterSeconds } = await serviceTermsOn(tx, on);
  await insertOrders(tx, [{ order, transfers: [] }]);
  await insertInstruction(tx, {
    orderId: order.id,
    direction: 'debit',
    cardId,
    amountMinor,
    closeAfterSeconds,
  });
  wakeForInstruction(tx);
  await tellOrdersChanged(tx, [order]);
  return order;
}
