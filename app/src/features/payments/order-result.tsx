// What became of a payment, right after it was made. While the bank of the card has not spoken it
// says so; it turns by itself when the word is there.

import type { Order } from '@sycee/sdk';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useEffect } from 'react';

import { useWords } from '../../i18n/words.ts';
import { accountsQuery } from '../../queries.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Cell, CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { GiveAgain } from './give-again.tsx';
import { toneOf } from './order-look.ts';
import { OrderState } from './order-state.tsx';
import { useOrder } from './watch-order.ts';

const route = getRouteApi('/member/orders/$orderId/result');
const BUZZ_MS = 10;

/** The result screen. */
export function OrderResult() {
  const { t } = useWords('payments');
  const navigate = useNavigate();
  const { orderId } = route.useParams();
  const order = useOrder(orderId);
  const isDone = order.data !== undefined && toneOf(order.data) === 'good';
  useEffect(() => {
    if (isDone && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(BUZZ_MS);
  }, [isDone]);
  const foot = (
    <Button block size="large" color="primary" onClick={() => void navigate({ to: '/wallet' })}>
      {t('done')}
    </Button>
  );
  return (
    <Page title={t('result')} foot={foot}>
      {order.isPending && <SkeletonRows />}
      {order.isError && order.data === undefined && (
        <ErrorBlock error={order.error} onRetry={() => void order.refetch()} />
      )}
      {order.data && <Outcome order={order.data} />}
    </Page>
  );
}

function Outcome({ order }: { readonly order: Order }) {
  const { t } = useWords('payments');
  const accounts = useQuery(accountsQuery).data;
  const account = accounts?.find(({ id }) => id === order.account_id) ?? accounts?.[0];
  return (
    <>
      <OrderState order={order} />
      <Group>
        {order.fee.minor !== '0' && <Cell label={t('fee')} value={<AmountText of={order.fee} />} />}
        {account !== undefined && (
          <Cell
            label={t('available_now')}
            value={
              <strong className="strong-value">
                <AmountText of={account.available} />
              </strong>
            }
          />
        )}
      </Group>
      <Group>
        <CellLink
          to="/orders/$orderId"
          params={{ orderId: order.id }}
          icon="bills"
          label={t('see_receipt')}
        />
        {order.state !== 'processing' && <GiveAgain order={order} />}
      </Group>
      {order.state === 'processing' && <p className="soft small order-leave">{t('may_leave')}</p>}
    </>
  );
}
