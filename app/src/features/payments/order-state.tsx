// An order's state as a picture, an amount and a sentence, never saying more than the bank knows.

import type { Order } from '@sycee/sdk';

import { useWords } from '../../i18n/words.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { explainKey, signOf, stateKey, titleKey, toneOf, type Tone } from './order-look.ts';
import './order-state.css';

const ICONS: Record<Tone, IconName> = { good: 'check', waiting: 'clock', bad: 'close' };

/** The head of a receipt and of a result. It is announced when it changes. */
export function OrderState({ order }: { readonly order: Order }) {
  const { t } = useWords('payments');
  const tone = toneOf(order);
  const { name } = order.counterparty;
  const icon = order.state === 'returned' || order.state === 'expired' ? 'undo' : ICONS[tone];
  const isBusy = order.state === 'processing';
  return (
    <div className={`order-head order-head-${tone}`}>
      <span className={`order-seal${isBusy ? ' order-seal-busy' : ''}`} key={tone}>
        <Icon name={icon} size={34} />
      </span>
      <p className="order-title">{t(titleKey(order), { name })}</p>
      <p>
        <AmountText of={order.amount} sign={signOf(order)} size="hero" />
      </p>
      <div role="status" className="order-head-words">
        <p className="order-head-state">{t(stateKey(order))}</p>
        {order.failure !== null && <p>{order.failure.text}</p>}
        <p className="soft small">{order.notice?.text ?? t(explainKey(order), { name })}</p>
      </div>
    </div>
  );
}
