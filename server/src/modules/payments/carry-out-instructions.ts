// Asks the card bank to do what orders with cards need, until it has said its final word. No
// transaction is open while it is asked; a worker that dies in between leaves a lease that runs
// out, and the next one asks about the same reference again.

import type { Database, Unclear, Worker } from '#platform';
import type { CardBank, CardInstruction, FinalWord } from './card-bank.ts';
import { INSTRUCTION_PLACED, tellOrdersChanged } from './events.ts';
import type { PaymentsPorts } from './ports.ts';
import { recordFinalWord } from './record-final-word.ts';
import { retryDelaySeconds } from './retry-delays.ts';
import { tokenContext } from './sealed-columns.ts';
import {
  claimInstructions,
  type ClaimedInstruction,
  planNextAttempt,
} from './store-instructions.ts';
import { lockOrder } from './store-orders.ts';

/** Instructions that one lane asks about at the same time. */
const BATCH = 8;
/** Lanes keep a slow answer from holding up all others. */
const LANES = 3;
const EVERY_MS = 500;
/** Longer than all the time-outs of one attempt together. */
const LEASE_SECONDS = 30;

/** The workers that carry out card instructions; each also wakes for a new instruction. */
export function cardInstructionWorkers({ cardBank }: PaymentsPorts): Worker[] {
  return Array.from({ length: LANES }, (_, lane) => ({
    name: `payments.card-instructions-${lane + 1}`,
    everyMs: EVERY_MS,
    wakeOn: [INSTRUCTION_PLACED],
    run: (database: Database) => carryOutInstructions(database, cardBank),
  }));
}

/** One round: asks about what is due; true when there may be more. */
export async function carryOutInstructions(
  database: Database,
  cardBank: CardBank,
): Promise<boolean> {
  const claimed = await database.transact(async (tx) => {
    const due = await claimInstructions(tx, BATCH, LEASE_SECONDS);
    return due.map((row) => ({ ...row, instruction: instructionOf(tx.secrets, row) }));
  });
  const rounds = await Promise.allSettled(
    claimed.map(({ instruction, ...row }) => attemptOnce(database, cardBank, instruction, row)),
  );
  const failed = rounds.find((round) => round.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return claimed.length === BATCH;
}

async function attemptOnce(
  database: Database,
  cardBank: CardBank,
  instruction: CardInstruction,
  claimed: ClaimedInstruction,
): Promise<void> {
  const word = await ask(cardBank, instruction, claimed);
  await database.transact(async (tx) => {
    if (word.outcome !== 'unclear') return recordFinalWord(tx, claimed.orderId, word);
    const delay = retryDelaySeconds(claimed.attempt);
    await planNextAttempt(tx, claimed, delay, word.trouble);
    // The customer hears that it takes longer, once.
    const order = claimed.attempt === 1 ? await lockOrder(tx, claimed.orderId) : undefined;
    if (order !== undefined) await tellOrdersChanged(tx, [order]);
  });
}

/**
 * The first time the instruction is simply sent. Later it is unknown what became of it, so the card
 * bank is asked first, and what it has not seen is sent again under the same reference; after the
 * deadline the reference is closed, which always brings a final word.
 */
async function ask(
  cardBank: CardBank,
  instruction: CardInstruction,
  { attempt, pastClose }: ClaimedInstruction,
): Promise<FinalWord | Unclear> {
  if (pastClose) return cardBank.close(instruction);
  if (attempt === 1) return cardBank.carryOut(instruction);
  const word = await cardBank.enquire(instruction);
  return word.outcome === 'unknown' ? cardBank.carryOut(instruction) : word;
}

function instructionOf(
  secrets: { readonly open: (sealed: string, context: string) => string },
  row: ClaimedInstruction,
): CardInstruction {
  return {
    reference: row.orderId,
    direction: row.direction,
    cardToken: secrets.open(row.tokenSealed, tokenContext(row.cardId)),
    amountMinor: row.amountMinor,
    currency: 'CNY',
  };
}
