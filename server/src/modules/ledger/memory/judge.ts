// Judges submissions in order into a batch. Each is judged on all that was judged before it, also
// in batches that are still being committed: they are committed before this one, or it is not.

import type { NewTransfer, TransferStatus } from '../transfer.ts';
import type { Asked } from './asked.ts';
import { isEmpty, lastOf, openBatch, type Batch } from './batch.ts';
import type { Books } from './books.ts';
import { claim, claimNames } from './claim.ts';
import { apply, expiryEffect } from './effects.ts';
import { judgeGeneral } from './judge-general.ts';
import { judgePlain } from './judge-plain.ts';
import { isStale, type Found } from './look.ts';
import { accountIn, slotOf } from './slots.ts';

export type JudgedBatch = {
  readonly batch: Batch;
  /** Those that have to wait for somebody, or to look. */
  readonly later: readonly Asked[];
};

/** Judges submissions at a moment. */
export function judgeAll(
  books: Books,
  number: number,
  moment: bigint,
  waiting: readonly Asked[],
): JudgedBatch {
  const batch = openBatch(books, number, moment);
  const later: Asked[] = [];
  for (const asked of waiting) {
    if (!claim(books, asked, batch.turn)) {
      later.push(asked);
      continue;
    }
    const statuses = isNew(asked)
      ? judgePlain(batch, books.slots, asked)
      : judgeByRules(batch, books, asked);
    batch.answers.push({ asked, statuses });
    const { events } = asked.submission;
    if (events !== undefined && statuses.every((status) => status === 'created')) {
      batch.events.push(...events);
    }
  }
  if (!isEmpty(batch)) books.lastTimestamp = lastOf(batch);
  return { batch, later };
}

/** Whether a submission is plain and nothing stands under any of its ids. */
function isNew({ plain, found, submission }: Asked): boolean {
  if (!plain || found === undefined) return plain;
  const { transfers, failed, archived } = found;
  if (transfers.size === 0 && failed.size === 0 && archived.size === 0) return true;
  return !submission.transfers.some(
    ({ id }) => transfers.has(id) || failed.has(id) || archived.has(id),
  );
}

function judgeByRules(batch: Batch, { slots }: Books, asked: Asked): TransferStatus[] {
  const transfers: readonly NewTransfer[] = asked.submission.transfers;
  const accounts = {
    slotOf: (id: string) => slotOf(slots, id),
    account: (slot: number, id: string) => accountIn(slots, slot, id),
  };
  const timestamp = batch.first + BigInt(batch.columns.count());
  const judged = judgeGeneral(accounts, asked.found, transfers, timestamp);
  for (const one of judged.created) batch.columns.push(one);
  for (const effect of judged.effects) {
    apply(slots, effect);
    slots.lastBatch[effect.debit] = batch.number;
    slots.lastBatch[effect.credit] = batch.number;
    batch.effects.push(effect);
  }
  batch.failed.push(...judged.failed);
  return judged.statuses;
}

/** Lets pending transfers expire that a look shows as pending, and nobody has touched since. */
export function judgeExpiries(
  books: Books,
  number: number,
  moment: bigint,
  ids: readonly string[],
  found: Found,
): Batch {
  const batch = openBatch(books, number, moment);
  for (const id of ids) {
    const original = found.transfers.get(id);
    const names = { ids: new Set([id]), accountIds: new Set<string>() };
    if (original?.pendingStatus !== 'pending' || isStale(found, books)) continue;
    if (!claimNames(books, names, found, batch.turn)) continue;
    const [debit, credit] = [original.debitAccountId, original.creditAccountId].map((account) =>
      slotOf(books.slots, account),
    );
    if (debit === undefined || credit === undefined || debit < 0 || credit < 0) continue;
    const effect = expiryEffect(original, debit, credit);
    apply(books.slots, effect);
    books.slots.lastBatch[debit] = number;
    books.slots.lastBatch[credit] = number;
    batch.effects.push(effect);
    batch.expired.push(id);
  }
  if (!isEmpty(batch)) books.lastTimestamp = lastOf(batch);
  return batch;
}
