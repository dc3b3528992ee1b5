// Says at once that money has come in, on whatever screen the person is.

import { parseMoney } from '@sycee/kit';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { feedQuery, type OrderId } from '../../queries.ts';
import { amountText, MASK } from '../../ui/amounts.ts';
import { notify } from '../../ui/snackbar.tsx';

/** Watches the newest orders; what was not there before and comes from somebody is announced. */
export function IncomingNotice() {
  const { t } = useWords('payments');
  const { language, masked } = usePreferences();
  const navigate = useNavigate();
  const { data: orders, isFetchedAfterMount } = useQuery(feedQuery);
  const seen = useRef<Set<OrderId>>(undefined);
  useEffect(() => {
    if (orders === undefined || !isFetchedAfterMount) return;
    const fresh = orders.find(
      ({ id, kind, direction }) =>
        seen.current?.has(id) === false && kind === 'transfer' && direction === 'in',
    );
    seen.current = new Set([...(seen.current ?? []), ...orders.map(({ id }) => id)]);
    if (fresh === undefined) return;
    const amount = masked ? MASK : amountText(parseMoney(fresh.amount), language);
    const key = fresh.state === 'awaiting_acceptance' ? 'notice_waiting' : 'notice_received';
    notify({
      text: t(key, { amount, name: fresh.counterparty.name }),
      icon: 'wallet',
      action: {
        text: t('view'),
        run: () => void navigate({ to: '/orders/$orderId', params: { orderId: fresh.id } }),
      },
    });
  }, [orders, isFetchedAfterMount, masked, language, navigate, t]);
  return null;
}
