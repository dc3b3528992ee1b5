// What an account is called: the name its holder gave it, or what it is, and its last digits.

import type { Account } from '@sycee/sdk';

import { useWords } from '../../i18n/words.ts';

/** The last four digits of an account's number. */
export function digitsOf({ number }: Pick<Account, 'number'>): string {
  return number.replaceAll(' ', '').slice(-4);
}

/** Names accounts in the language of the app. */
export function useAccountName(): (account: Account) => string {
  const { t } = useWords('deposits');
  return ({ name, is_main: isMain, class: accountClass }) =>
    name ?? (isMain ? t('main_account') : t('account_of_class', { class: accountClass }));
}
