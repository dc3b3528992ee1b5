// SQL of card instructions: what the card bank is asked for, by whom it is being asked right now,
// and its final word. The lease is the time of the next attempt, on the database server's clock.

import { type Id, idOf, uuidOf } from '@sycee/kit';
import type { Tx } from '#platform';
import type { FinalWord } from './card-bank.ts';

export type NewInstruction = {
  readonly orderId: Id<'pay'>;
  readonly direction: 'debit' | 'credit';
  readonly cardId: Id<'card'>;
  readonly amountMinor: bigint;
  readonly closeAfterSeconds: number;
};

/** An instruction that this worker, and no other, should ask about now. */
export type ClaimedInstruction = {
  readonly orderId: Id<'pay'>;
  readonly direction: 'debit' | 'credit';
  readonly cardId: Id<'card'>;
  readonly tokenSealed: string;
  readonly amountMinor: bigint;
  /** Counts from 1. */
  readonly attempt: number;
  /** The bank has waited long enough: close the reference instead of sending it again. */
  readonly pastClose: boolean;
};

export type InstructionState = 'open' | FinalWord['outcome'];

/** Keeps an instruction that is due at once. */
export async function insertInstruction(tx: Tx, instruction: NewInstruction): Promise<void> {
  await tx.query(
    `insert into payments.card_instructions (order_id, direction, card_id, amount_minor, currency,
       state, attempts, next_attempt_at, close_after)
     values ($1, $2, $3, $4, 'CNY', 'open', 0, clock_timestamp(),
       clock_timestamp() + make_interval(secs => $5))`,
    [
      uuidOf(instruction.orderId),
      instruction.direction,
      uuidOf(instruction.cardId),
      instruction.amountMinor,
      instruction.closeAfterSeconds,
    ],
  );
}

/** Takes due instructions for the length of a lease; other workers pass over them. */
export async function claimInstructions(
  tx: Tx,
  limit: number,
  leaseSeconds: number,
): Promise<ClaimedInstruction[]> {
  const rows = await tx.query<ClaimedRow>(
    `update payments.card_instructions i
     set attempts = i.attempts + 1,
       next_attempt_at = clock_timestamp() + make_interval(secs => $2)
     from payments.cards c
     where c.id = i.card_id and i.order_id in (
       select order_id from payments.card_instructions
       where state = 'open' and next_attempt_at <= clock_timestamp()
       order by next_attempt_at limit $1 for update skip locked)
     returning i.order_id as uuid, i.card_id as card, i.direction, c.token_sealed as "tokenSealed",
       i.amount_minor as "amountMinor", i.attempts as attempt,
       i.close_after <= clock_timestamp() as "pastClose"`,
    [limit, leaseSeconds],
  );
  return rows.map(({ uuid, card, ...row }) => ({
    ...row,
    orderId: idOf('pay', uuid),
    cardId: idOf('card', card),
  }));
}

type ClaimedRow = Omit<ClaimedInstruction, 'orderId' | 'cardId'> & {
  readonly uuid: string;
  readonly card: string;
};

/** Plans the next attempt, unless another worker has taken the instruction over or ended it. */
export async function planNextAttempt(
  tx: Tx,
  { orderId, attempt }: ClaimedInstruction,
  delaySeconds: number,
  trouble: string,
): Promise<void> {
  await tx.query(
    `update payments.card_instructions
     set next_attempt_at = clock_timestamp() + make_interval(secs => $3), trouble = $4
     where order_id = $1 and attempts = $2 and state = 'open'`,
    [uuidOf(orderId), attempt, delaySeconds, trouble],
  );
}

/** The state of an instruction, which nobody else can end until this transaction does. */
export async function lockInstruction(
  tx: Tx,
  orderId: Id<'pay'>,
): Promise<InstructionState | undefined> {
  const [row] = await tx.query<{ state: InstructionState }>(
    'select state from payments.card_instructions where order_id = $1 for update',
    [uuidOf(orderId)],
  );
  return row?.state;
}

/** Keeps the card bank's final word. */
export async function endInstruction(tx: Tx, orderId: Id<'pay'>, word: FinalWord): Promise<void> {
  await tx.query(
    `update payments.card_instructions set state = $2, bank_reference = $3, reason = $4
     where order_id = $1`,
    [
      uuidOf(orderId),
      word.outcome,
      word.outcome === 'succeeded' ? word.bankReference : null,
      word.outcome === 'failed' ? word.reason : null,
    ],
  );
}

/** Which of the orders the card bank has left without a clear answer so far. */
export async function ordersInTrouble(
  tx: Tx,
  orderIds: readonly Id<'pay'>[],
): Promise<ReadonlySet<Id<'pay'>>> {
  const rows = await tx.query<{ uuid: string }>(
    `select order_id as uuid from payments.card_instructions
     where order_id = any($1::uuid[]) and state = 'open' and trouble is not null`,
    [orderIds.map(uuidOf)],
  );
  return new Set(rows.map(({ uuid }) => idOf('pay', uuid)));
}

/** Whether an order with this card still waits for the card bank's final word. */
export async function hasOpenInstruction(tx: Tx, cardId: Id<'card'>): Promise<boolean> {
  const rows = await tx.query(
    `select from payments.card_instructions where card_id = $1 and state = 'open' limit 1`,
    [uuidOf(cardId)],
  );
  return rows.length > 0;
}
