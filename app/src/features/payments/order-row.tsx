// An order as a row: in the feed of the wallet and in the bills.

import type { Order } from '@sycee/sdk';

import { momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Avatar, CellLink } from '../../ui/cell.tsx';
import { Icon } from '../../ui/icons.tsx';
import { KIND_ICONS, signOf, stateKey, titleKey, toneOf, totalOf } from './order-look.ts';
import './order-row.css';

/** The row; it leads to the receipt. */
export function OrderRow({ order }: { readonly order: Order }) {
  const { t } = useWords('payments');
  const { language } = usePreferences();
  const tone = toneOf(order);
  const { name } = order.counterparty;
  return (
    <CellLink
      to="/orders/$orderId"
      params={{ orderId: order.id }}
      lead={<OrderMark order={order} />}
      label={order.kind === 'transfer' ? name : t(titleKey(order), { name })}
      detail={
        <span className="order-detail num">
          {momentText(order.created_at, language, 'short')}
          {order.note !== null && ` · ${order.note}`}
        </span>
      }
      value={
        <span className={`order-value order-${tone}`}>
          <AmountText
            of={order.direction === 'out' ? totalOf(order) : order.amount}
            sign={signOf(order)}
          />
          {tone !== 'good' && <StateTag order={order} />}
        </span>
      }
    />
  );
}

/** Who or what is on the other side: a person's letter, or the icon of a movement with a card. */
function OrderMark({ order }: { readonly order: Order }) {
  if (order.kind === 'transfer') return <Avatar name={order.counterparty.name} />;
  return (
    <span className="order-mark">
      <Icon name={KIND_ICONS[order.kind]} size={22} />
    </span>
  );
}

function StateTag({ order }: { readonly order: Order }) {
  const { t } = useWords('payments');
  const icons = { good: 'check', waiting: 'clock', bad: 'undo' } as const;
  const isFailed = order.state === 'failed';
  return (
    <span className={`order-state${isFailed ? ' order-state-failed' : ''}`}>
      <Icon name={isFailed ? 'alert' : icons[toneOf(order)]} size={14} />
      {t(stateKey(order))}
    </span>
  );
}
