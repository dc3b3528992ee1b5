// Says at once that money has come in, or that an open order has come to its end, on whatever
// screen the person is.

import { parseMoney } from '@sycee/kit';
import type { Order } from '@sycee/sdk';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { feedQuery } from '../../queries.ts';
import { amountText, MASK } from '../../ui/amounts.ts';
import { notify } from '../../ui/snackbar.tsx';
import { titleKey } from './order-look.ts';
import { newsSince } from './order-news.ts';

/** Watches the newest orders and announces what is new; an order's own screen needs no notice. */
export function IncomingNotice() {
  const { t } = useWords('payments');
  const { language, masked } = usePreferences();
  const router = useRouter();
  const { data: orders, isFetchedAfterMount } = useQuery(feedQuery);
  const seen = useRef<ReadonlyMap<Order['id'], Order['state']>>(undefined);
  useEffect(() => {
    if (orders === undefined || !isFetchedAfterMount) return;
    const news = seen.current && newsSince(seen.current, orders);
    const states = orders.map(({ id, state }) => [id, state] as const);
    seen.current = new Map([...(seen.current ?? []), ...states]);
    if (news === undefined || router.state.location.pathname.includes(news.order.id)) return;
    const { amount, counterparty, id } = news.order;
    const { name } = counterparty;
    const texts = {
      name,
      amount: masked ? `¥${MASK}` : amountText(parseMoney(amount), language),
      what: t(titleKey(news.order), { name }),
    };
    notify({
      text: t(news.word, texts),
      icon: news.word === 'notice_failed' ? 'alert' : 'wallet',
      action: {
        text: t('view'),
        run: () => void router.navigate({ to: '/orders/$orderId', params: { orderId: id } }),
      },
    });
  }, [orders, isFetchedAfterMount, masked, language, router, t]);
  return null;
}
