// SQL of cards and card checks. Every question names the customer, so that another's card and no
// card are the same answer.

import assert from 'node:assert/strict';
import { type Id, idOf, type Instant, isoOf, uuidOf } from '@sycee/kit';
import type { Tx } from '#platform';

export type Card = {
  readonly id: Id<'card'>;
  readonly tokenSealed: string;
  readonly last4: string;
  readonly bankNameEn: string;
  readonly bankNameZh: string;
  readonly cardType: 'debit';
  readonly isDefault: boolean;
  readonly boundAt: Instant;
};

export type NewCard = Omit<Card, 'isDefault' | 'boundAt'> & {
  readonly partyId: Id<'party'>;
  readonly numberIndex: Buffer;
  readonly numberDigestSealed: string | null;
  readonly checkId: Id<'cv'>;
};

export type CardCheck = {
  readonly id: Id<'cv'>;
  readonly numberIndex: Buffer;
  /** Of the card number; null in checks of before there were digests. */
  readonly numberDigestSealed: string | null;
  readonly state: 'asked' | 'unanswered' | 'refused' | 'sent' | 'bound' | 'over';
  readonly bankCheckId: string | null;
  readonly expiresAt: Instant;
};

type CardRow = Omit<Card, 'id'> & { readonly uuid: string };

const CARD = `id as uuid, token_sealed as "tokenSealed", last4, bank_name_en as "bankNameEn",
  bank_name_zh as "bankNameZh", card_type as "cardType", is_default as "isDefault",
  bound_at as "boundAt"`;

/** The customer's bound cards, the default first, then the newest. */
export async function boundCards(tx: Tx, partyId: Id<'party'>): Promise<Card[]> {
  const rows = await tx.query<CardRow>(
    `select ${CARD} from payments.cards where party_id = $1 and unbound_at is null
     order by is_default desc, id desc`,
    [uuidOf(partyId)],
  );
  return rows.map(cardOf);
}

/** All cards the customer has or had, by id, for showing old orders. */
export async function cardsEverBound(
  tx: Tx,
  partyId: Id<'party'>,
): Promise<ReadonlyMap<Id<'card'>, Card>> {
  const rows = await tx.query<CardRow>(`select ${CARD} from payments.cards where party_id = $1`, [
    uuidOf(partyId),
  ]);
  return new Map(rows.map(cardOf).map((card) => [card.id, card]));
}

/** A bound card of the customer, which cannot be unbound until this transaction ends. */
export async function holdCard(
  tx: Tx,
  partyId: Id<'party'>,
  cardId: Id<'card'>,
): Promise<Card | undefined> {
  return findCard(tx, partyId, cardId, 'for share');
}

/** A bound card of the customer, which nobody else can use until this transaction ends. */
export async function lockCard(
  tx: Tx,
  partyId: Id<'party'>,
  cardId: Id<'card'>,
): Promise<Card | undefined> {
  return findCard(tx, partyId, cardId, 'for update');
}

async function findCard(
  tx: Tx,
  partyId: Id<'party'>,
  cardId: Id<'card'>,
  lock: 'for share' | 'for update',
): Promise<Card | undefined> {
  const [row] = await tx.query<CardRow>(
    `select ${CARD} from payments.cards
     where id = $1 and party_id = $2 and unbound_at is null ${lock}`,
    [uuidOf(cardId), uuidOf(partyId)],
  );
  return row && cardOf(row);
}

/** The customer's bound card of this number, in any form of its index, or of this check. */
export async function findBoundCard(
  tx: Tx,
  partyId: Id<'party'>,
  card: { readonly indexes: readonly Buffer[]; readonly checkId: Id<'cv'> | null },
): Promise<Card | undefined> {
  const [row] = await tx.query<CardRow>(
    `select ${CARD} from payments.cards
     where party_id = $1 and unbound_at is null
       and (number_index = any($2::bytea[]) or check_id = $3)`,
    [uuidOf(partyId), card.indexes, card.checkId && uuidOf(card.checkId)],
  );
  return row && cardOf(row);
}

/** Other customers who have linked the card of this number, in any form of its index. */
export async function othersWithCard(
  tx: Tx,
  partyId: Id<'party'>,
  indexes: readonly Buffer[],
): Promise<Id<'party'>[]> {
  const rows = await tx.query<{ party_id: string }>(
    `select distinct party_id from payments.cards
     where number_index = any($2::bytea[]) and party_id <> $1 and unbound_at is null`,
    [uuidOf(partyId), indexes],
  );
  return rows.map((row) => idOf('party', row.party_id));
}

/** Keeps a new card; the first one is the default. The customer's cards must be locked. */
export async function insertCard(tx: Tx, card: NewCard): Promise<Card> {
  const [row] = await tx.query<CardRow>(
    `insert into payments.cards (id, party_id, token_sealed, number_index, last4, bank_name_en,
       bank_name_zh, card_type, is_default, bound_at, number_digest_sealed, check_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8,
       not exists (select from payments.cards where party_id = $2 and is_default), $9, $10, $11)
     returning ${CARD}`,
    [
      uuidOf(card.id),
      uuidOf(card.partyId),
      card.tokenSealed,
      card.numberIndex,
      card.last4,
      card.bankNameEn,
      card.bankNameZh,
      card.cardType,
      isoOf(tx.now),
      card.numberDigestSealed,
      uuidOf(card.checkId),
    ],
  );
  assert(row);
  return cardOf(row);
}

/** Makes one bound card the default instead of whichever was. */
export async function setDefaultCard(
  tx: Tx,
  partyId: Id<'party'>,
  cardId: Id<'card'>,
): Promise<void> {
  await tx.query(
    `update payments.cards set is_default = false where party_id = $1 and is_default and id <> $2`,
    [uuidOf(partyId), uuidOf(cardId)],
  );
  await tx.query(
    `update payments.cards set is_default = true
     where party_id = $1 and id = $2 and unbound_at is null`,
    [uuidOf(partyId), uuidOf(cardId)],
  );
}

export async function markUnbound(tx: Tx, cardId: Id<'card'>): Promise<void> {
  await tx.query('update payments.cards set is_default = false, unbound_at = $2 where id = $1', [
    uuidOf(cardId),
    isoOf(tx.now),
  ]);
}

/** Makes changes of one customer's cards wait for each other until the transaction ends. */
export async function lockCardsOf(tx: Tx, partyId: Id<'party'>): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('payments.cards ' || $1, 0))`, [
    partyId,
  ]);
}

/** How many checks the customer has started since a moment; an unanswered one is none. */
export async function countCardChecks(
  tx: Tx,
  partyId: Id<'party'>,
  since: Instant,
): Promise<number> {
  const [row] = await tx.query<{ checks: bigint }>(
    `select count(*) as checks from payments.card_checks
     where party_id = $1 and created_at >= $2 and state <> 'unanswered'`,
    [uuidOf(partyId), isoOf(since)],
  );
  return Number(row?.checks ?? 0n);
}

/** Writes down a check that is about to be asked. */
export async function insertCardCheck(
  tx: Tx,
  partyId: Id<'party'>,
  check: Pick<CardCheck, 'id' | 'numberIndex' | 'numberDigestSealed' | 'expiresAt'>,
): Promise<void> {
  await tx.query(
    `insert into payments.card_checks
       (id, party_id, number_index, number_digest_sealed, state, created_at, expires_at)
     values ($1, $2, $3, $4, 'asked', $5, $6)`,
    [
      uuidOf(check.id),
      uuidOf(partyId),
      check.numberIndex,
      check.numberDigestSealed,
      isoOf(tx.now),
      isoOf(check.expiresAt),
    ],
  );
}

/** Keeps what the card bank said about a check. */
export async function answerCardCheck(
  tx: Tx,
  id: Id<'cv'>,
  answer: { state: 'unanswered' | 'refused' } | { state: 'sent'; bankCheckId: string },
): Promise<void> {
  await tx.query(
    `update payments.card_checks set state = $2, bank_check_id = $3
     where id = $1 and state = 'asked'`,
    [uuidOf(id), answer.state, 'bankCheckId' in answer ? answer.bankCheckId : null],
  );
}

export function findCardCheck(
  tx: Tx,
  partyId: Id<'party'>,
  checkId: Id<'cv'>,
): Promise<CardCheck | undefined> {
  return selectCardCheck(tx, partyId, checkId, '');
}

/** A check of the customer, locked until the transaction ends. */
export function lockCardCheck(
  tx: Tx,
  partyId: Id<'party'>,
  checkId: Id<'cv'>,
): Promise<CardCheck | undefined> {
  return selectCardCheck(tx, partyId, checkId, 'for update');
}

async function selectCardCheck(
  tx: Tx,
  partyId: Id<'party'>,
  checkId: Id<'cv'>,
  lock: '' | 'for update',
): Promise<CardCheck | undefined> {
  const [row] = await tx.query<Omit<CardCheck, 'id'>>(
    `select number_index as "numberIndex", number_digest_sealed as "numberDigestSealed",
       state, bank_check_id as "bankCheckId",
       expires_at as "expiresAt"
     from payments.card_checks where id = $1 and party_id = $2 ${lock}`,
    [uuidOf(checkId), uuidOf(partyId)],
  );
  return row && { ...row, id: checkId };
}

export async function endCardCheck(tx: Tx, checkId: Id<'cv'>, state: 'bound' | 'over') {
  await tx.query('update payments.card_checks set state = $2 where id = $1', [
    uuidOf(checkId),
    state,
  ]);
}

function cardOf({ uuid, ...card }: CardRow): Card {
  return { ...card, id: idOf('card', uuid) };
}
