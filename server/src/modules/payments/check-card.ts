// The first half of binding a card: the card's own bank compares name, id number, card number and
// phone, and sends its own code to that phone. The check is written down first, so that it counts
// whatever happens; no transaction is open while the bank is asked, and the number is not kept.

import { addSeconds, type Id, type Instant, type Refusal } from '@sycee/kit';
import { identityOf, requireNotFrozen } from '#parties';
import { businessDate, type Tx, type Unclear } from '#platform';
import { type CardBank, type CardBin, type FourFactors, isUnclear } from './card-bank.ts';
import { digestOf, lastFourOf, numberIndexes, readCardNumber } from './card-number.ts';
import type { PaymentsPorts } from './ports.ts';
import { refuse } from './refusals.ts';
import { digestContext, NUMBER_CONTEXT } from './sealed-columns.ts';
import { serviceTermsOn } from './store-terms.ts';
import {
  answerCardCheck,
  countCardChecks,
  findBoundCard,
  insertCardCheck,
  lockCardsOf,
} from './store-cards.ts';

const DAY_SECONDS = 86_400;
const BIN_DIGITS = 6;

export type PlannedCheck = {
  readonly id: Id<'cv'>;
  readonly factors: FourFactors;
  readonly expiresAt: Instant;
};

/** What the card bank says; the bank of an unknown bin is not asked about the holder. */
export type AnsweredCheck = PlannedCheck & {
  readonly bin: CardBin | 'unknown' | Unclear;
  readonly word: Awaited<ReturnType<CardBank['checkFactors']>>;
};

export type StartedCheck = {
  readonly id: Id<'cv'>;
  readonly expiresAt: Instant;
  readonly bin: CardBin;
  readonly last4: string;
};

/**
 * Writes down that a card is to be checked. Refuses identity_needed, card_number_invalid,
 * card_already_bound, too_many_card_checks.
 */
export async function planCardCheck(
  tx: Tx,
  input: { partyId: Id<'party'>; cardNumber: string; phone: string },
): Promise<PlannedCheck> {
  const { partyId, phone } = input;
  await requireNotFrozen(tx, partyId);
  const identity = await identityOf(tx, partyId);
  if (identity === undefined) throw refuse('payments.identity_needed');
  const cardNumber = readCardNumber(input.cardNumber);
  if (cardNumber === undefined) throw refuse('payments.card_number_invalid');
  await lockCardsOf(tx, partyId);
  const indexes = numberIndexes(tx.secrets, cardNumber);
  if (await findBoundCard(tx, partyId, { indexes, checkId: null })) {
    throw refuse('payments.card_already_bound');
  }
  const terms = await serviceTermsOn(tx, await businessDate(tx));
  const checks = await countCardChecks(tx, partyId, addSeconds(tx.now, -DAY_SECONDS));
  if (checks >= terms.cardChecksADay) throw refuse('payments.too_many_card_checks');
  const id = tx.newId('cv');
  const expiresAt = addSeconds(tx.now, terms.cardCodeSeconds);
  const digest = digestOf(cardNumber);
  await insertCardCheck(tx, partyId, {
    id,
    numberIndex: tx.secrets.blindIndex(digest, NUMBER_CONTEXT),
    numberDigestSealed: tx.secrets.seal(digest, digestContext(id)),
    expiresAt,
  });
  const { name, idNumber } = identity;
  return { id, expiresAt, factors: { name, idNumber, cardNumber, phone } };
}

/** Asks the card bank about a planned check. */
export async function askCardBank(
  { cardBank }: PaymentsPorts,
  planned: PlannedCheck,
): Promise<AnsweredCheck> {
  const { id, factors } = planned;
  const bin = await cardBank.lookUpBin(factors.cardNumber.slice(0, BIN_DIGITS));
  const isKnown = bin !== 'unknown' && !isUnclear(bin);
  const word = isKnown ? await cardBank.checkFactors(id, factors) : NOT_ASKED;
  return { ...planned, bin, word };
}

const NOT_ASKED: Unclear = { outcome: 'unclear', trouble: 'the bank of the card is not known' };

/**
 * Keeps the card bank's word. Returns bin_unknown and card_bank_unavailable, after which the check
 * no longer counts, and card_not_verified, which never says which of the four factors is wrong.
 */
export async function keepCardCheck(
  tx: Tx,
  { id, expiresAt, factors, bin, word }: AnsweredCheck,
): Promise<StartedCheck | Refusal> {
  if (bin === 'unknown' || isUnclear(bin) || word.outcome === 'unclear') {
    await answerCardCheck(tx, id, { state: 'unanswered' });
    return refuse(bin === 'unknown' ? 'payments.bin_unknown' : 'payments.card_bank_unavailable');
  }
  if (word.outcome === 'mismatch') {
    await answerCardCheck(tx, id, { state: 'refused' });
    return refuse('payments.card_not_verified');
  }
  await answerCardCheck(tx, id, { state: 'sent', bankCheckId: word.verificationId });
  return { id, expiresAt, bin, last4: lastFourOf(factors.cardNumber) };
}
