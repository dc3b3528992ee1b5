// SQL of what the ledger's transfers mean to the holders of accounts.

import { isoOf } from '@sycee/kit';
import type { Tx } from '#platform';
import type { Movement, MovementKind } from './account.ts';
import { wordsContext } from './sealed-columns.ts';

type Words = Pick<Movement, 'counterparty' | 'note'>;

/** What is sealed: the words, and whom the holder of the other account sees in it. */
type KeptWords = Words & { readonly other?: Movement['counterparty'] };

/** Both sides of one transfer, the first of them the row's own; or one side alone. */
type Kept = { readonly own: Movement; readonly other: Movement | undefined };

/** Keeps what movements mean; what is kept already stays as it is. */
export async function insertMovements(tx: Tx, movements: readonly Movement[]): Promise<void> {
  const kept = inPairs(movements);
  const column = <Value>(of: (movement: Movement) => Value): Value[] =>
    kept.map(({ own }) => of(own));
  await tx.query(
    `insert into deposits.movements (ledger_account_id, other_account_id, transfer_id, kind,
       order_id, words_sealed, described_at)
     select *, $7::timestamptz
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[])
     on conflict do nothing`,
    [
      column(({ accountId }) => accountId),
      kept.map(({ other }) => other?.accountId ?? null),
      column(({ transferId }) => transferId),
      column(({ kind }) => kind),
      column(({ orderId }) => orderId),
      kept.map((one) => sealed(tx, one)),
      isoOf(tx.now),
    ],
  );
}

/** Brings together what two holders are told of one transfer, where only the name differs. */
function inPairs(movements: readonly Movement[]): Kept[] {
  const kept = new Map<string, Kept>();
  for (const movement of movements) {
    const { transferId, accountId, kind, orderId, note } = movement;
    const own = kept.get(transferId)?.own;
    const isOther =
      own !== undefined &&
      own.accountId !== accountId &&
      own.kind === kind &&
      own.orderId === orderId &&
      own.note === note;
    if (isOther) kept.set(transferId, { own, other: movement });
    else
      kept.set(own ? `${transferId} ${accountId}` : transferId, {
        own: movement,
        other: undefined,
      });
  }
  return [...kept.values()];
}

function sealed(tx: Tx, { own, other }: Kept): string {
  const { counterparty, note } = own;
  const words: KeptWords = { counterparty, note, ...(other && { other: other.counterparty }) };
  return tx.secrets.seal(JSON.stringify(words), wordsContext(own.accountId, own.transferId));
}

type MovementRow = {
  ledger_account_id: string;
  transfer_id: string;
  kind: MovementKind;
  order_id: string;
  words_sealed: string;
};

const MOVEMENT = 'select ledger_account_id, transfer_id, kind, order_id, words_sealed';

/** What is known of an account's transfers, by transfer id. */
export async function selectMovements(
  tx: Tx,
  ledgerAccountId: string,
  transferIds: readonly string[],
): Promise<Map<string, Movement>> {
  const rows = await tx.query<MovementRow>(
    `${MOVEMENT} from deposits.movements
      where ledger_account_id = $1 and transfer_id = any($2::uuid[])
     union all
     ${MOVEMENT} from deposits.movements
      where other_account_id = $1 and transfer_id = any($2::uuid[])`,
    [ledgerAccountId, [...transferIds]],
  );
  const movements = rows.map((row) => movementOf(tx, row, ledgerAccountId));
  return new Map(movements.map((movement) => [movement.transferId, movement]));
}

function movementOf(tx: Tx, row: MovementRow, accountId: string): Movement {
  const { ledger_account_id: owner, transfer_id: transferId, words_sealed: text } = row;
  const words = JSON.parse(tx.secrets.open(text, wordsContext(owner, transferId))) as KeptWords;
  const { counterparty, note, other = null } = words;
  return {
    transferId,
    accountId,
    kind: row.kind,
    orderId: row.order_id,
    counterparty: owner === accountId ? counterparty : other,
    note,
  };
}

/** The transfers of an account that words were kept for. */
export async function selectMovementIds(tx: Tx, ledgerAccountId: string): Promise<string[]> {
  const rows = await tx.query<{ transfer_id: string }>(
    `select transfer_id from deposits.movements where ledger_account_id = $1
     union all
     select transfer_id from deposits.movements where other_account_id = $1`,
    [ledgerAccountId],
  );
  return rows.map((row) => row.transfer_id);
}
