// Money from the customer's account to a bound card. Amount and fee are held in the request's
// transaction, so that nothing else can spend them, and leave on the card bank's final word.

import { describe } from '#deposits';
import { outgoingRefusal, partyById } from '#parties';
import { businessDate, type Tx } from '#platform';
import { accountInUse } from './account-in-use.ts';
import { refuseOutOfBounds } from './amount-bounds.ts';
import { tellOrdersChanged, wakeForInstruction } from './events.ts';
import { withdrawalHold } from './movements.ts';
import { narrateCardOrder } from './narratives.ts';
import { type CardOrderRequest, newCardOrder, type Order } from './order.ts';
import { refuse } from './refusals.ts';
import { spend } from './spend.ts';
import { holdCard } from './store-cards.ts';
import { insertInstruction } from './store-instructions.ts';
import { insertOrders, takenOutMinor } from './store-orders.ts';
import { serviceTermsOn, withdrawalFeeTermsOn } from './store-terms.ts';
import { withdrawalFee } from './withdrawal-fee.ts';

/**
 * Orders a withdrawal; answers it in processing with its fee. Refuses account_needed,
 * account_not_found, parties.under_review, amount_out_of_bounds, card_not_found,
 * insufficient_funds (amount and fee together).
 */
export async function withdraw(tx: Tx, request: CardOrderRequest): Promise<Order> {
  const { partyId, cardId, amountMinor } = request;
  const account = await accountInUse(tx, request);
  const party = await partyById(tx, partyId);
  const held = party && outgoingRefusal(party);
  if (held !== undefined) throw held;
  const on = await businessDate(tx);
  await refuseOutOfBounds(tx, 'withdrawal', amountMinor, on);
  const card = await holdCard(tx, partyId, cardId);
  if (card === undefined) throw refuse('payments.card_not_found');
  const [terms, takenOut] = [await withdrawalFeeTermsOn(tx, on), await takenOutMinor(tx, partyId)];
  const { feeMinor } = withdrawalFee(amountMinor, takenOut, terms);
  const order: Order = {
    ...newCardOrder(tx, request),
    kind: 'withdrawal',
    payerId: partyId,
    payeeId: null,
    payerAccountId: account.id,
    payeeAccountId: null,
    feeMinor,
  };
  const hold = withdrawalHold(order, account.ledgerAccountId, tx.newId);
  await spend(tx, account, hold.transfers);
  const { closeAfterSeconds } = await serviceTermsOn(tx, on);
  await insertOrders(tx, [{ order, transfers: hold.purposes }]);
  await insertInstruction(tx, {
    orderId: order.id,
    direction: 'credit',
    cardId,
    amountMinor,
    closeAfterSeconds,
  });
  const parts = { account, card, transfers: hold.purposes };
  await describe(tx, narrateCardOrder(order, parts));
  wakeForInstruction(tx);
  await tellOrdersChanged(tx, [order]);
  return order;
}
