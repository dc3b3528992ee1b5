// Money from the customer's account to a bound card. Amount and fee are held in the request's
// transaction, so that nothing else can spend them, and leave on the card bank's final word.

import { describe } from '#deposits';
import type { BusinessDate, Refusal } from '@sycee/kit';
import { askForPayment, keepPaymentRisks, needsMore, openRiskDesk } from '#parties';
import { outgoingRefusal, partyById, riskOfPayment, type Party } from '#parties';
import { businessDate, type Tx } from '#platform';
import { accountInUse } from './account-in-use.ts';
import { refuseOutOfBounds } from './amount-bounds.ts';
import { tellOrdersChanged, wakeForInstruction } from './events.ts';
import { withdrawalHold } from './movements.ts';
import { narrateCardOrder } from './narratives.ts';
import { type CardOrderRequest, newCardOrder, type Order } from './order.ts';
import { coolingOfPayer, refuseCooling } from './payment-security.ts';
import { refuse } from './refusals.ts';
import { spend } from './spend.ts';
import { holdCard } from './store-cards.ts';
import { insertInstruction } from './store-instructions.ts';
import { insertOrders, takenOutMinor } from './store-orders.ts';
import { serviceTermsOn, withdrawalFeeTermsOn } from './store-terms.ts';
import { withdrawalFee } from './withdrawal-fee.ts';

/**
 * Orders a withdrawal; answers it in processing with its fee. Refuses account_needed,
 * account_not_found, parties.under_review, parties.frozen, amount_out_of_bounds, card_not_found,
 * parties.cooling_off, insufficient_funds (amount and fee together); returns that more is needed
 * than the PIN.
 */
export async function withdraw(tx: Tx, request: CardOrderRequest): Promise<Order | Refusal> {
  const { partyId, cardId, amountMinor } = request;
  const account = await accountInUse(tx, request);
  const party = await partyById(tx, partyId);
  const held = party && outgoingRefusal(party);
  if (held !== undefined) throw held;
  const on = await businessDate(tx);
  await refuseOutOfBounds(tx, 'withdrawal', amountMinor, on);
  const card = await holdCard(tx, partyId, cardId);
  if (card === undefined) throw refuse('payments.card_not_found');
  refuseCooling(await coolingOfPayer(tx, partyId, party), amountMinor);
  const risk = await riskOfWithdrawal(tx, on, { request, party });
  if (risk !== undefined && needsMore(risk)) return askForPayment(tx, risk);
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
  if (risk !== undefined) await keepPaymentRisks(tx, 'withdrawal', [{ risk, orderId: order.id }]);
  wakeForInstruction(tx);
  await tellOrdersChanged(tx, [order]);
  return order;
}

/** How sure the bank is of who withdraws; to one's own card, so the day's sum is this one. */
async function riskOfWithdrawal(
  tx: Tx,
  on: BusinessDate,
  { request, party }: { request: CardOrderRequest; party: Party | undefined },
) {
  const { by, cardId, amountMinor } = request;
  if (by === undefined || party === undefined) return undefined;
  const deed = { action: 'withdrawal', about: `${cardId} ${amountMinor}` } as const;
  const asked = { ...by, deed };
  const desk = await openRiskDesk(tx, on, [asked]);
  return riskOfPayment(desk, asked, {
    now: tx.now,
    standing: party.standing,
    amountMinor,
    daySumMinor: amountMinor,
    isNewPayee: undefined,
  });
}
