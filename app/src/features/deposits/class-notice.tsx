// Says at once that an account was raised, or sends with other limits than before, on whatever
// screen the person is.

import type { Account } from '@sycee/sdk';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

import { useWords } from '../../i18n/words.ts';
import { accountsQuery } from '../../queries.ts';
import { notify } from '../../ui/snackbar.tsx';
import { useAmountWords } from '../../ui/use-amount-words.ts';
import { classNews, type ClassState } from './class-news.ts';

/** Watches the accounts and announces a change of class. */
export function ClassNotice() {
  const { t } = useWords('deposits');
  const words = useAmountWords();
  const router = useRouter();
  const { data: accounts, isFetchedAfterMount } = useQuery(accountsQuery);
  const seen = useRef<ReadonlyMap<Account['id'], ClassState>>(undefined);
  useEffect(() => {
    if (accounts === undefined || !isFetchedAfterMount) return;
    const news = seen.current && classNews(seen.current, accounts);
    seen.current = new Map(accounts.map((account) => [account.id, account]));
    if (news === undefined) return;
    const { account, what } = news;
    const day = words(account.limits.outgoing_day.limit, 'open');
    notify({
      text: t(`${what}_notice`, { day }),
      icon: what === 'limited' ? 'alert' : 'check',
      action: {
        text: t('notice_view'),
        run: () => {
          const params = { accountId: account.id };
          void router.navigate({ to: '/accounts/$accountId', params });
        },
      },
    });
  }, [accounts, isFetchedAfterMount, router, t, words]);
  return null;
}
