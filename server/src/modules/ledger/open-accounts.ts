// Opens accounts inside a use case's transaction.

import type { Tx } from '#platform';
import type { AccountStatus, NewAccount } from './account.ts';
import { applyAccounts } from './apply.ts';
import { openBook } from './book.ts';
import { memoryOf } from './memory/at-home.ts';
import { accountsById } from './store-lookups.ts';
import { recordAccounts } from './store.ts';
import { timestampOf } from './timestamps.ts';

/**
 * Opens accounts in order and answers a status each; linked ones open together or not at all. An
 * account asked for again as it stands is `exists`. `code` must be a node of the chart.
 */
export async function openAccounts(tx: Tx, asked: readonly NewAccount[]): Promise<AccountStatus[]> {
  const standing = await accountsById(
    tx,
    asked.map((one) => one.id),
  );
  const book = openBook({ accounts: standing });
  const statuses = applyAccounts(book, asked, timestampOf(tx.now));
  const created = asked.filter((_, index) => statuses[index] === 'created');
  memoryOf(tx)?.noteOpened(
    tx,
    created.map(({ id }) => id),
  );
  await recordAccounts(
    tx,
    created.flatMap(({ id }) => book.account(id) ?? []),
  );
  return statuses;
}
