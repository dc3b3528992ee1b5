// The sealed fields of this module, listed once, so that keys can be changed by one command.

import { idOf } from '@sycee/kit';
import type { SealedFields } from '#platform';
import type { AccountId } from './account.ts';

/** What the words of a movement are sealed for: the account and the transfer, as UUIDs. */
export function wordsContext(accountId: string, transferId: string): string {
  return `deposits.words:${accountId}:${transferId}`;
}

/** What the name of an account is sealed for. */
export function accountNameContext(id: AccountId): string {
  return `deposits.account_name:${id}`;
}

/** Every sealed field in the schema `deposits`. */
export const depositsSealed: SealedFields = {
  tables: [
    {
      table: 'deposits.accounts',
      key: { id: 'uuid' },
      columns: [
        { sealed: 'name_sealed', context: ({ id = '' }) => accountNameContext(idOf('acct', id)) },
      ],
    },
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
