// SQL of what the ledger's transfers mean to the holders of accounts.

import { isoOf } from '@sycee/kit';
import type { Tx } from '#platform';
import type { Movement, MovementKind } from './account.ts';
import { wordsContext } from './sealed-columns.ts';

/** Keeps what movements mean; what is kept already stays as it is. */
export async function insertMovements(tx: Tx, movements: readonly Movement[]): Promise<void> {
  const sealed = movements.map((movement) =>
    tx.secrets.seal(
      JSON.stringify({ counterparty: movement.counterparty, note: movement.note }),
      wordsContext(movement.accountId, movement.transferId),
    ),
  );
  await tx.query(
    `insert into deposits.movements
       (ledger_account_id, transfer_id, kind, order_id, words_sealed, described_at)
     select *, $6::timestamptz
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[])
     on conflict do nothing`,
    [
      movements.map((movement) => movement.accountId),
      movements.map((movement) => movement.transferId),
      movements.map((movement) => movement.kind),
      movements.map((movement) => movement.orderId),
      sealed,
      isoOf(tx.now),
    ],
  );
}

/** What is known of an account's transfers, by transfer id. */
export async function selectMovements(
  tx: Tx,
  ledgerAccountId: string,
  transferIds: readonly string[],
): Promise<Map<string, Movement>> {
  const rows = await tx.query<{
    transfer_id: string;
    kind: MovementKind;
    order_id: string;
    words_sealed: string;
  }>(
    `select transfer_id, kind, order_id, words_sealed from deposits.movements
     where ledger_account_id = $1 and transfer_id = any($2::uuid[])`,
    [ledgerAccountId, [...transferIds]],
  );
  const movements = rows.map((row): Movement => {
    const place = { transferId: row.transfer_id, accountId: ledgerAccountId };
    const words = JSON.parse(
      tx.secrets.open(row.words_sealed, wordsContext(ledgerAccountId, row.transfer_id)),
    ) as Pick<Movement, 'counterparty' | 'note'>;
    return { ...place, ...words, kind: row.kind, orderId: row.order_id };
  });
  return new Map(movements.map((movement) => [movement.transferId, movement]));
}

/** The transfers of an account that words were kept for. */
export async function selectMovementIds(tx: Tx, ledgerAccountId: string): Promise<string[]> {
  const rows = await tx.query<{ transfer_id: string }>(
    'select transfer_id from deposits.movements where ledger_account_id = $1',
    [ledgerAccountId],
  );
  return rows.map((row) => row.transfer_id);
}
