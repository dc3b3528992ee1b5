// A receipt: the state, the parts, the way the order went, and what can still be done about it. An
// incoming transfer that waits is answered here.

import type { Order } from '@sycee/sdk';
import { getRouteApi } from '@tanstack/react-router';

import { momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Cell, Group } from '../../ui/cell.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { OfflineReason } from '../../ui/online.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { AnswerTransfer } from './answer-transfer.tsx';
import { GiveAgain } from './give-again.tsx';
import { totalOf } from './order-look.ts';
import { OrderState } from './order-state.tsx';
import { timelineOf } from './order-timeline.ts';
import { useOrder } from './watch-order.ts';

const route = getRouteApi('/member/orders/$orderId');

/** The receipt screen. */
export function Receipt() {
  const { t } = useWords('payments');
  const { orderId } = route.useParams();
  const reading = useOrder(orderId);
  const order = reading.data;
  const asks = order !== undefined && (order.can_accept || order.can_return);
  return (
    <Page
      title={t(asks ? 'incoming' : 'receipt')}
      back="/bills"
      foot={
        asks && (
          <>
            <OfflineReason />
            <AnswerTransfer order={order} />
          </>
        )
      }
    >
      {reading.isPending && <SkeletonRows rows={5} />}
      {reading.isError && order === undefined && (
        <ErrorBlock error={reading.error} onRetry={() => void reading.refetch()} />
      )}
      {order && (
        <>
          <OrderState order={order} />
          {asks && <Choices order={order} />}
          <Way order={order} />
          <Parts order={order} />
          {!asks && order.state !== 'processing' && (
            <Group>
              <GiveAgain order={order} />
            </Group>
          )}
        </>
      )}
    </Page>
  );
}

/** What each answer does, and what happens without one. */
function Choices({ order }: { readonly order: Order }) {
  const { t } = useWords('payments');
  const { language } = usePreferences();
  const { name } = order.counterparty;
  return (
    <Group title={t('your_choice')}>
      <Cell icon="check" label={t('accept')} detail={t('accept_what')} />
      <Cell icon="undo" label={t('return_it')} detail={t('return_what', { name })} />
      {order.expires_at !== null && (
        <Cell
          icon="clock"
          label={t('do_nothing')}
          detail={t('expire_what', { when: momentText(order.expires_at, language) })}
        />
      )}
    </Group>
  );
}

function Way({ order }: { readonly order: Order }) {
  const { t } = useWords('payments');
  const { language } = usePreferences();
  return (
    <Group title={t('timeline')}>
      <Timeline
        steps={timelineOf(order).map(({ key, at, mark }) => ({
          text: t(key),
          mark,
          ...(at !== undefined && { when: momentText(at, language, 'short') }),
        }))}
      />
    </Group>
  );
}

function Parts({ order }: { readonly order: Order }) {
  const { t } = useWords('payments');
  const { language } = usePreferences();
  const { direction, state } = order;
  const hasFee = order.fee.minor !== '0';
  return (
    <Group title={t('details')}>
      <Cell label={t(direction === 'in' ? 'from' : 'to')} value={<OtherSide order={order} />} />
      {order.note !== null && <Cell label={t('note')} value={order.note} />}
      {direction === 'out' && (
        <Cell label={t('fee')} value={hasFee ? <AmountText of={order.fee} /> : t('free')} />
      )}
      {hasFee && <Cell label={t('total')} value={<AmountText of={totalOf(order)} />} />}
      {order.arrival !== null && (
        <Cell label={t('arrival')} value={t(`arrival_${order.arrival}`)} />
      )}
      {state === 'awaiting_acceptance' && order.expires_at !== null && (
        <Cell
          label={t('returns_at')}
          value={<span className="num">{momentText(order.expires_at, language)}</span>}
        />
      )}
      <Cell
        label={t('ordered_at')}
        value={<span className="num">{momentText(order.created_at, language, 'exact')}</span>}
      />
      <Cell
        label={t('order_id')}
        detail={<span className="num">{order.id}</span>}
        value={<CopyButton text={order.id} what={t('order_id')} />}
      />
    </Group>
  );
}

function OtherSide({ order: { counterparty: other, kind } }: { readonly order: Order }) {
  const parts =
    kind === 'transfer'
      ? [other.name, other.phone_masked]
      : [other.bank_name ?? other.name, other.card_last4 && `·· ${other.card_last4}`];
  return <span className="num">{parts.filter(Boolean).join(' ')}</span>;
}
