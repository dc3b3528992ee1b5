// Debits and credits of cards. A reference executes at most once: it is written in the same
// transaction as the balance, and a repeated one gets the answer the first had.

import { isoOf, MINOR_MAX, type Instant } from '@sycee/kit';

import { digestOf, no, randomDigits, yes, type Answer, type Tx } from '../platform/index.ts';

export type MovementKind = 'debit' | 'credit';

export type MovementRequest = {
  readonly reference: string;
  readonly card_token: string;
  readonly amount_minor: string;
  readonly currency: string;
};

type Movement = {
  reference: string;
  request_digest: string | null;
  status: 'succeeded' | 'failed' | 'closed';
  reason: string | null;
  amount_minor: bigint | null;
  currency: string | null;
  bank_reference: string;
  at: Instant;
};

type Card = { card_number: string; status: string; balance_minor: bigint };

const MOVEMENT_COLUMNS = `reference, request_digest, status, reason, amount_minor, currency,
  bank_reference, at`;

/** Executes a debit or credit once; says `succeeded` or `failed` with the reason. */
export async function moveMoney(
  tx: Tx,
  kind: MovementKind,
  request: MovementRequest,
): Promise<Answer> {
  const { reference, card_token, amount_minor, currency } = request;
  const digest = digestOf(kind, card_token, amount_minor, currency);
  const amountMinor = BigInt(amount_minor);
  if (amountMinor > MINOR_MAX) return no(422, 'amount_too_large');
  const card = await lockCard(tx, card_token);
  const reason = reasonAgainst(kind, card, amountMinor);
  const [movement] = await tx.query<Movement>(
    `insert into card_bank.movements (reference, kind, request_digest, card_number, amount_minor,
       currency, status, reason, bank_reference, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (reference) do nothing
     returning ${MOVEMENT_COLUMNS}`,
    [
      reference,
      kind,
      digest,
      card?.card_number ?? null,
      amountMinor,
      currency,
      reason === undefined ? 'succeeded' : 'failed',
      reason ?? null,
      randomDigits(16),
      isoOf(tx.now),
    ],
  );
  if (movement === undefined) return answerKept(tx, reference, digest);
  if (card !== undefined && reason === undefined) {
    await tx.query(
      'update card_bank.cards set balance_minor = balance_minor + $2 where card_number = $1',
      [card.card_number, kind === 'credit' ? amountMinor : -amountMinor],
    );
  }
  return answerOf(movement);
}

/** Where a reference stands; `reference_unknown` is not final, the request may still arrive. */
export async function movementOf(tx: Tx, reference: string): Promise<Answer> {
  const movement = await findMovement(tx, reference);
  return movement === undefined ? no(404, 'reference_unknown') : answerOf(movement);
}

/** Ends a reference that did not execute, for good; one that did keeps its own word. */
export async function closeReference(tx: Tx, reference: string): Promise<Answer> {
  // A debit of this reference that runs just now holds the key: the insert waits for its end.
  await tx.query(
    `insert into card_bank.movements (reference, status, reason, bank_reference, at)
     values ($1, 'closed', 'reference_closed', $2, $3) on conflict (reference) do nothing`,
    [reference, randomDigits(16), isoOf(tx.now)],
  );
  return movementOf(tx, reference);
}

async function lockCard(tx: Tx, cardToken: string): Promise<Card | undefined> {
  const [card] = await tx.query<Card>(
    `select c.card_number, c.status, c.balance_minor
     from card_bank.cards c join card_bank.verifications v using (card_number)
     where v.card_token = $1 for update of c`,
    [cardToken],
  );
  return card;
}

function reasonAgainst(
  kind: MovementKind,
  card: Card | undefined,
  amountMinor: bigint,
): string | undefined {
  if (card === undefined || card.status !== 'active') return 'card_inactive';
  return kind === 'debit' && card.balance_minor < amountMinor ? 'insufficient_funds' : undefined;
}

async function answerKept(tx: Tx, reference: string, digest: string): Promise<Answer> {
  const movement = await findMovement(tx, reference);
  if (movement === undefined) return no(404, 'reference_unknown');
  if (movement.status === 'closed') return answerOf({ ...movement, status: 'failed' });
  return movement.request_digest === digest ? answerOf(movement) : no(409, 'reference_reused');
}

async function findMovement(tx: Tx, reference: string): Promise<Movement | undefined> {
  const [movement] = await tx.query<Movement>(
    `select ${MOVEMENT_COLUMNS} from card_bank.movements where reference = $1`,
    [reference],
  );
  return movement;
}

function answerOf(movement: Movement): Answer {
  const { reference, status, reason, amount_minor, currency, bank_reference, at } = movement;
  return yes({
    reference,
    status,
    reason,
    // A reference that was closed before its request came never had an amount.
    ...(amount_minor !== null && { amount_minor: amount_minor.toString(), currency }),
    bank_reference,
    at: isoOf(at),
  });
}
