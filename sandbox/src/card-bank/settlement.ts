// What the card banks and the bank owe each other for a span of time: the list that the bank
// compares with its own books.

import { isoOf, type Instant } from '@sycee/kit';

import { yes, type Answer, type Tx } from '../platform/index.ts';
import type { MovementKind } from './move-money.ts';

type Settled = {
  reference: string;
  kind: MovementKind;
  amount_minor: bigint;
  bank_reference: string;
  card_last4: string;
  at: Instant;
};

/** Totals and items of what succeeded from one instant until before another. */
export async function settlement(tx: Tx, from: Instant, to: Instant): Promise<Answer> {
  const items = await tx.query<Settled>(
    `select reference, kind, amount_minor, bank_reference, right(card_number, 4) as card_last4, at
     from card_bank.movements where status = 'succeeded' and at >= $1 and at < $2
     order by at, reference`,
    [isoOf(from), isoOf(to)],
  );
  return yes({
    from: isoOf(from),
    to: isoOf(to),
    currency: 'CNY',
    debits: totalOf(items, 'debit'),
    credits: totalOf(items, 'credit'),
    items: items.map(({ at, amount_minor, ...item }) =>
      Object.assign(item, { amount_minor: amount_minor.toString(), at: isoOf(at) }),
    ),
  });
}

function totalOf(items: readonly Settled[], kind: MovementKind) {
  const ofKind = items.filter((item) => item.kind === kind);
  const sum = ofKind.reduce((total, item) => total + item.amount_minor, 0n);
  return { count: ofKind.length, total_minor: sum.toString() };
}
