// What changed of the classes of a person's accounts since they were last looked at.

import type { Account } from '@sycee/sdk';

export type ClassState = Pick<Account, 'class' | 'limited'>;

export type ClassNews = {
  readonly account: Account;
  readonly what: 'class' | 'limited' | 'freed';
};

/** The first change; undefined for none. An account that was not there before is no news. */
export function classNews(
  seen: ReadonlyMap<Account['id'], ClassState>,
  accounts: readonly Account[],
): ClassNews | undefined {
  for (const account of accounts) {
    const before = seen.get(account.id);
    if (before === undefined) continue;
    if (before.class === 'III' && account.class === 'II') return { account, what: 'class' };
    if (!before.limited && account.limited) return { account, what: 'limited' };
    if (before.limited && !account.limited) return { account, what: 'freed' };
  }
  return undefined;
}
