// The first half of binding a card: the card's own bank compares name, id number, card number and
// phone, and sends its own code to that phone. The number goes through and is not kept.

import { addSeconds, type Id, type Instant, type Refusal } from '@sycee/kit';
import { identityOf } from '#parties';
import { businessDate, type Tx } from '#platform';
import { type CardBin, isUnclear } from './card-bank.ts';
import { lastFourOf, readCardNumber } from './card-number.ts';
import type { PaymentsPorts } from './ports.ts';
import { refuse } from './refusals.ts';
import { countCardChecks, insertCardCheck, findBoundCard, lockCardsOf } from './store-cards.ts';
import { serviceTermsOn } from './store-terms.ts';

const DAY_SECONDS = 86_400;
const BIN_DIGITS = 6;

export type StartedCheck = {
  readonly id: Id<'cv'>;
  readonly expiresAt: Instant;
  readonly bin: CardBin;
  readonly last4: string;
};

/**
 * Starts a check. Refuses identity_needed, card_number_invalid, card_already_bound,
 * too_many_card_checks, bin_unknown, card_bank_unavailable; a card_not_verified is returned, so
 * that the try counts, and never says which of the four factors is wrong.
 */
export async function checkCard(
  tx: Tx,
  ports: PaymentsPorts,
  input: { partyId: Id<'party'>; cardNumber: string; phone: string },
): Promise<StartedCheck | Refusal> {
  const { partyId, phone } = input;
  const identity = await identityOf(tx, partyId);
  if (identity === undefined) throw refuse('payments.identity_needed');
  const cardNumber = readCardNumber(input.cardNumber);
  if (cardNumber === undefined) throw refuse('payments.card_number_invalid');
  await lockCardsOf(tx, partyId);
  const numberIndex = tx.secrets.blindIndex(cardNumber, 'payments.card_number');
  if (await findBoundCard(tx, partyId, numberIndex)) {
    throw refuse('payments.card_already_bound');
  }
  const terms = await serviceTermsOn(tx, await businessDate(tx));
  const checks = await countCardChecks(tx, partyId, addSeconds(tx.now, -DAY_SECONDS));
  if (checks >= terms.cardChecksADay) throw refuse('payments.too_many_card_checks');

  const bin = await ports.cardBank.lookUpBin(cardNumber.slice(0, BIN_DIGITS));
  if (bin === 'unknown') throw refuse('payments.bin_unknown');
  if (isUnclear(bin)) throw refuse('payments.card_bank_unavailable');
  const id = tx.newId('cv');
  const factors = { name: identity.name, idNumber: identity.idNumber, cardNumber, phone };
  const word = await ports.cardBank.checkFactors(id, factors);
  if (word.outcome === 'unclear') throw refuse('payments.card_bank_unavailable');
  const expiresAt = addSeconds(tx.now, terms.cardCodeSeconds);
  const sent = word.outcome === 'sent';
  await insertCardCheck(tx, partyId, {
    id,
    numberIndex,
    state: sent ? 'sent' : 'refused',
    bankCheckId: sent ? word.verificationId : null,
    expiresAt,
  });
  if (!sent) return refuse('payments.card_not_verified');
  return { id, expiresAt, bin, last4: lastFourOf(cardNumber) };
}
