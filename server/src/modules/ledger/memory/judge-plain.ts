// Judges plain movements straight on the slots: what nearly every transfer is, at a small part of
// what the general rules cost. A movement that is not made is handed to them, so that the reason is
// theirs.

import { strict as assert } from 'node:assert';
import { isOfTheMoment } from '../apply.ts';
import { openBook } from '../book.ts';
import { AMOUNT_MAX, type NewTransfer, type TransferStatus } from '../transfer.ts';
import { validateTransfer } from '../validate-transfer.ts';
import type { Asked } from './asked.ts';
import type { Batch } from './batch.ts';
import { accountIn, CLOSED, CREDITS_LIMITED, DEBITS_LIMITED, type Slots } from './slots.ts';

/** Judges a plain submission, none of whose ids stands in the books; answers a status each. */
export function judgePlain(batch: Batch, slots: Slots, asked: Asked): TransferStatus[] {
  const { room, at } = asked;
  const { transfers } = asked.submission;
  const { columns, failed, number } = batch;
  const statuses = transfers.map((): TransferStatus => 'created');
  for (let index = 0; index < transfers.length; index++) {
    const one = transfers[index];
    const debit = room.debits[at + index] ?? -1;
    const credit = room.credits[at + index] ?? -1;
    if (one === undefined) continue;
    if (!move(slots, debit, credit, one)) {
      const status = refusalOf(slots, debit, credit, one, batch.first);
      statuses[index] = status;
      if (isOfTheMoment(status)) failed.push({ id: one.id, status });
      continue;
    }
    slots.lastBatch[debit] = number;
    slots.lastBatch[credit] = number;
    batch.debits.push(debit);
    batch.credits.push(credit);
    batch.amounts.push(one.amountMinor);
    columns.pushPlain(one, room.ids, (at + index) * 4, slots.ids, debit, credit);
  }
  return statuses;
}

/** Moves the amount if every rule allows it; false, and nothing changed, if one may not. */
function move(slots: Slots, debit: number, credit: number, one: NewTransfer): boolean {
  const { flags, ledgers, debitsPending, debitsPosted, creditsPending, creditsPosted } = slots;
  const debitFlags = flags[debit] ?? 0;
  const creditFlags = flags[credit] ?? 0;
  if (((debitFlags | creditFlags) & CLOSED) !== 0 || debit === credit || one.code === 0)
    return false;
  if (ledgers[debit] !== one.ledger || ledgers[credit] !== one.ledger) return false;
  const debited = (debitsPosted[debit] ?? 0n) + one.amountMinor;
  const credited = (creditsPosted[credit] ?? 0n) + one.amountMinor;
  const debits = debited + (debitsPending[debit] ?? 0n);
  const credits = credited + (creditsPending[credit] ?? 0n);
  if (debits > AMOUNT_MAX || credits > AMOUNT_MAX) return false;
  if ((debitFlags & DEBITS_LIMITED) !== 0 && debits > (creditsPosted[debit] ?? 0n)) return false;
  if ((creditFlags & CREDITS_LIMITED) !== 0 && credits > (debitsPosted[credit] ?? 0n)) return false;
  debitsPosted[debit] = debited;
  creditsPosted[credit] = credited;
  return true;
}

function refusalOf(
  slots: Slots,
  debit: number,
  credit: number,
  one: NewTransfer,
  timestamp: bigint,
): TransferStatus {
  const accounts = [
    accountIn(slots, debit, one.debitAccountId),
    accountIn(slots, credit, one.creditAccountId),
  ];
  const verdict = validateTransfer(openBook({ accounts }), one, timestamp);
  assert(typeof verdict === 'string', 'ledger: the rules allow what the slots did not');
  return verdict;
}
