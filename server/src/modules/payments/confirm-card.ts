// The second half of binding a card: the code that the card's bank sent. With it the card bank
// gives a token for debits and credits, and the customer's account becomes one of class II.

import type { Id, Refusal } from '@sycee/kit';
import { setAccountClass } from '#deposits';
import type { Tx } from '#platform';
import type { BoundCard } from './card-bank.ts';
import { tellCardsChanged } from './events.ts';
import type { PaymentsPorts } from './ports.ts';
import { refuse } from './refusals.ts';
import {
  type Card,
  type CardCheck,
  endCardCheck,
  findBoundCard,
  insertCard,
  lockCardCheck,
  lockCardsOf,
} from './store-cards.ts';

/**
 * Binds the card of a check; confirming again answers the same card. Refuses
 * card_verification_not_found, card_bank_unavailable; returns card_code_wrong and
 * card_verification_expired, so that the check ends with them.
 */
export async function confirmCard(
  tx: Tx,
  ports: PaymentsPorts,
  { partyId, checkId, code }: { partyId: Id<'party'>; checkId: Id<'cv'>; code: string },
): Promise<Card | Refusal> {
  await lockCardsOf(tx, partyId);
  const check = await lockCardCheck(tx, partyId, checkId);
  if (check === undefined || check.bankCheckId === null) {
    throw refuse('payments.card_verification_not_found');
  }
  const earlier = await findBoundCard(tx, partyId, check.numberIndex);
  if (earlier !== undefined) return earlier;
  if (check.state !== 'sent' || check.expiresAt <= tx.now) {
    throw refuse('payments.card_verification_expired');
  }
  const word = await ports.cardBank.confirmCode(check.bankCheckId, code);
  if (word.outcome === 'unclear') throw refuse('payments.card_bank_unavailable');
  if (word.outcome === 'bound') return bind(tx, partyId, check, word.card);
  const isOver = word.outcome === 'expired' || word.triesLeft === 0;
  if (isOver) await endCardCheck(tx, checkId, 'over');
  return word.outcome === 'expired'
    ? refuse('payments.card_verification_expired')
    : refuse('payments.card_code_wrong', { tries_left: word.triesLeft });
}

async function bind(
  tx: Tx,
  partyId: Id<'party'>,
  check: CardCheck,
  { token, ...card }: BoundCard,
): Promise<Card> {
  const id = tx.newId('card');
  const tokenSealed = tx.secrets.seal(token, tokenContext(id));
  const bound = await insertCard(tx, {
    ...card,
    id,
    partyId,
    tokenSealed,
    numberIndex: check.numberIndex,
  });
  await endCardCheck(tx, check.id, 'bound');
  await setAccountClass(tx, partyId, 'II');
  await tellCardsChanged(tx, partyId);
  return bound;
}

/** What a sealed token belongs to: it opens for no other card. */
export function tokenContext(cardId: Id<'card'>): string {
  return `payments.card_token ${cardId}`;
}
