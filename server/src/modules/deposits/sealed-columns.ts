// The sealed fields of this module, listed once, so that keys can be changed by one command.

import type { SealedFields } from '#platform';

/** What the words of a movement are sealed for: the account and the transfer, as UUIDs. */
export function wordsContext(accountId: string, transferId: string): string {
  return `deposits.words:${accountId}:${transferId}`;
}

/** Every sealed field in the schema `deposits`. */
export const depositsSealed: SealedFields = {
  tables: [
    {
      table: 'deposits.movements',
      key: { ledger_account_id: 'uuid', transfer_id: 'uuid' },
      columns: [
        {
          sealed: 'words_sealed',
          context: ({ ledger_account_id: account = '', transfer_id: transfer = '' }) =>
            wordsContext(account, transfer),
        },
      ],
    },
  ],
  passing: [],
};
