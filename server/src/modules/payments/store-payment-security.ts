// SQL of what a payer has done before, for judging the next payment.

import { addSeconds, idOf, isoOf, uuidOf, type Id, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';

export type Pair = { readonly payerId: Id<'party'>; readonly payeeId: Id<'party'> };

/** Those of the pairs whose payer has paid the payee, so many seconds ago; as `payer payee`. */
export async function selectPaidBefore(
  tx: Tx,
  pairs: readonly Pair[],
  seconds: number,
): Promise<Set<string>> {
  const rows = await tx.query<{ payer: string; payee: string }>(
    `select payer, payee from unnest($1::uuid[], $2::uuid[]) as p (payer, payee)
     where exists (
       select from payments.orders o
        where o.payer_id = p.payer and o.payee_id = p.payee and o.kind = 'transfer'
          and o.state = 'succeeded' and o.created_at <= $3)`,
    [
      pairs.map(({ payerId }) => uuidOf(payerId)),
      pairs.map(({ payeeId }) => uuidOf(payeeId)),
      isoOf(addSeconds(tx.now, -seconds)),
    ],
  );
  return new Set(rows.map(({ payer, payee }) => `${idOf('party', payer)} ${idOf('party', payee)}`));
}

/** What has left a payer's accounts since a moment, or is about to. */
export async function sentSinceMinor(
  tx: Tx,
  payerId: Id<'party'>,
  since: Instant,
): Promise<bigint> {
  const [row] = await tx.query<{ sum: bigint }>(
    `select coalesce(sum(amount_minor), 0)::bigint as sum from payments.orders
     where payer_id = $1 and created_at >= $2
       and state in ('succeeded', 'processing', 'awaiting_acceptance')`,
    [uuidOf(payerId), isoOf(since)],
  );
  return row?.sum ?? 0n;
}
