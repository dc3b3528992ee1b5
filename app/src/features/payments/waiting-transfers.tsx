// Incoming transfers that wait for an answer, with the answer at hand.

import type { Order } from '@sycee/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { waitingQuery } from '../../queries.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Avatar, Group } from '../../ui/cell.tsx';
import { AnswerTransfer } from './answer-transfer.tsx';

/** All that wait; nothing when none does. */
export function WaitingTransfers() {
  const { t } = useWords('payments');
  const { data: orders = [] } = useQuery(waitingQuery);
  if (orders.length === 0) return null;
  return (
    <Group title={t('waiting_for_you')}>
      {orders.map((order) => (
        <WaitingTransfer key={order.id} order={order} />
      ))}
    </Group>
  );
}

function WaitingTransfer({ order }: { readonly order: Order }) {
  const { t } = useWords('payments');
  const { language } = usePreferences();
  const { counterparty, note, expires_at: expiresAt } = order;
  return (
    <article className="waiting">
      <Link to="/orders/$orderId" params={{ orderId: order.id }} className="waiting-what">
        <Avatar name={counterparty.name} />
        <span className="waiting-text">
          <span className="waiting-name">{counterparty.name}</span>
          {note !== null && <span className="waiting-note">{note}</span>}
          {expiresAt !== null && (
            <span className="soft waiting-until">
              {t('waiting_until', { when: momentText(expiresAt, language, 'short') })}
            </span>
          )}
        </span>
        <strong>
          <AmountText of={order.amount} />
        </strong>
      </Link>
      <AnswerTransfer order={order} />
    </article>
  );
}
