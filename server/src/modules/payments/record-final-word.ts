// The card bank's final word becomes the end of the order: postings, order and news in one
// transaction, and once, however often and by however many workers the word is heard.

import assert from 'node:assert/strict';
import type { Id } from '@sycee/kit';
import { accountsOf, describe } from '#deposits';
import type { Tx } from '#platform';
import type { FinalWord } from './card-bank.ts';
import { tellOrdersChanged } from './events.ts';
import { holdEnd, type Movements, topUpMovement } from './movements.ts';
import { narrateCardOrder } from './narratives.ts';
import { holderOf, type Order } from './order.ts';
import { FAILURE_OF } from './order-failures.ts';
import { postSurely } from './spend.ts';
import { cardsEverBound } from './store-cards.ts';
import { endInstruction, lockInstruction } from './store-instructions.ts';
import { endOrder, holdsOf, lockOrder } from './store-orders.ts';

/** Ends the order of an instruction; a word that was heard before changes nothing. */
export async function recordFinalWord(tx: Tx, orderId: Id<'pay'>, word: FinalWord): Promise<void> {
  const heard = await lockInstruction(tx, orderId);
  assert(heard, `${orderId} has no instruction`);
  if (heard !== 'open') {
    assert.equal(word.outcome, heard, `the card bank contradicts itself about ${orderId}`);
    return;
  }
  const order = await lockOrder(tx, orderId);
  assert(order);
  await endInstruction(tx, orderId, word);
  const ended =
    word.outcome === 'succeeded' ? await succeed(tx, order) : await fail(tx, order, word);
  await tellOrdersChanged(tx, [ended]);
}

async function succeed(tx: Tx, order: Order): Promise<Order> {
  assert(order.cardId);
  const holder = holderOf(order);
  const [account] = await accountsOf(tx, [holder]);
  const card = (await cardsEverBound(tx, holder.partyId)).get(order.cardId);
  assert(account && card, `${order.id} has an account and a card`);
  const { transfers, purposes } =
    order.kind === 'top_up'
      ? topUpMovement(order, account.ledgerAccountId)
      : await holdEndOf(tx, order, 'post');
  await postSurely(tx, transfers);
  const parts = { account, card, transfers: purposes };
  await describe(tx, narrateCardOrder(order, parts));
  return endOrder(tx, order, { state: 'succeeded', transfers: purposes });
}

async function fail(
  tx: Tx,
  order: Order,
  { reason }: FinalWord & { readonly outcome: 'failed' },
): Promise<Order> {
  const failureCode = FAILURE_OF[reason];
  if (order.kind === 'top_up') {
    return endOrder(tx, order, { state: 'failed', failureCode, transfers: [] });
  }
  const { transfers, purposes } = await holdEndOf(tx, order, 'void');
  await postSurely(tx, transfers);
  return endOrder(tx, order, { state: 'failed', failureCode, transfers: purposes });
}

async function holdEndOf(tx: Tx, order: Order, how: 'post' | 'void'): Promise<Movements> {
  return holdEnd(await holdsOf(tx, order.id), how, tx.newId);
}
