// The second half of binding a card: the code that the card's bank sent. With it the card bank
// gives a token for debits and credits, and the customer has one of the things class II needs.

import assert from 'node:assert/strict';
import type { Id, Refusal } from '@sycee/kit';
import { noteCard } from '#deposits';
import { noteSameCard } from '#parties';
import type { Tx } from '#platform';
import { type BoundCard, type CardBank, isUnclear } from './card-bank.ts';
import { tellCardsChanged } from './events.ts';
import type { PaymentsPorts } from './ports.ts';
import { refuse } from './refusals.ts';
import { digestContext, NUMBER_CONTEXT, tokenContext } from './sealed-columns.ts';
import {
  type Card,
  type CardCheck,
  endCardCheck,
  findBoundCard,
  findCardCheck,
  insertCard,
  lockCardCheck,
  lockCardsOf,
  othersWithCard,
} from './store-cards.ts';

type CheckOfParty = { readonly partyId: Id<'party'>; readonly checkId: Id<'cv'> };

/** The card bank's id of the check, or that the card is bound already and nobody need be asked. */
export type PlannedConfirmation = { readonly bankCheckId: string } | 'bound already';

type ClearWord = Exclude<Awaited<ReturnType<CardBank['confirmCode']>>, { outcome: 'unclear' }>;

/** Finds what to ask. Refuses card_verification_not_found and card_verification_expired. */
export async function planConfirmation(
  tx: Tx,
  { partyId, checkId }: CheckOfParty,
): Promise<PlannedConfirmation> {
  const check = await findCardCheck(tx, partyId, checkId);
  if (check === undefined || check.bankCheckId === null) {
    throw refuse('payments.card_verification_not_found');
  }
  if (await findBoundCard(tx, partyId, cardOfCheck(tx, check))) return 'bound already';
  if (check.state !== 'sent' || check.expiresAt <= tx.now) {
    throw refuse('payments.card_verification_expired');
  }
  return { bankCheckId: check.bankCheckId };
}

/** Shows the code to the card bank. Refuses card_bank_unavailable. */
export async function askToConfirm(
  { cardBank }: PaymentsPorts,
  planned: PlannedConfirmation,
  code: string,
): Promise<ClearWord | 'bound already'> {
  if (planned === 'bound already') return planned;
  const word = await cardBank.confirmCode(planned.bankCheckId, code);
  if (isUnclear(word)) throw refuse('payments.card_bank_unavailable');
  return word;
}

/**
 * Binds the card of a check; confirming again answers the same card. Returns card_code_wrong and
 * card_verification_expired, so that the check ends with them.
 */
export async function confirmCard(
  tx: Tx,
  { partyId, checkId }: CheckOfParty,
  word: ClearWord | 'bound already',
): Promise<Card | Refusal> {
  await lockCardsOf(tx, partyId);
  const check = await lockCardCheck(tx, partyId, checkId);
  assert(check);
  const earlier = await findBoundCard(tx, partyId, cardOfCheck(tx, check));
  if (earlier !== undefined) return earlier;
  // The card was bound with this check and has been let go since the question.
  const isSpent = check.state === 'bound' || word === 'bound already';
  if (isSpent) throw refuse('payments.card_verification_expired');
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
  const digest = digestIn(tx, check);
  const bound = await insertCard(tx, {
    ...card,
    id,
    partyId,
    tokenSealed,
    numberIndex:
      digest === null ? check.numberIndex : tx.secrets.blindIndex(digest, NUMBER_CONTEXT),
    numberDigestSealed: digest === null ? null : tx.secrets.seal(digest, digestContext(id)),
    checkId: check.id,
  });
  await endCardCheck(tx, check.id, 'bound');
  await noteSameCard(
    tx,
    partyId,
    await othersWithCard(tx, partyId, cardOfCheck(tx, check).indexes),
  );
  await noteCard(tx, partyId, true);
  await tellCardsChanged(tx, partyId);
  return bound;
}

/** How the card of a check is found; the keys of a check that is over may be gone. */
function cardOfCheck(tx: Tx, check: CardCheck) {
  const digest = check.expiresAt > tx.now ? digestIn(tx, check) : null;
  const indexes =
    digest === null ? [check.numberIndex] : tx.secrets.blindIndexes(digest, NUMBER_CONTEXT);
  return { indexes, checkId: check.id };
}

function digestIn(tx: Tx, { id, numberDigestSealed }: CardCheck): string | null {
  return numberDigestSealed && tx.secrets.open(numberDigestSealed, digestContext(id));
}
