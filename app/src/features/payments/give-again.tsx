// The way from an order to the same order once more, with its amount and note filled in.

import { decimalOf, parseMoney } from '@sycee/kit';
import type { Order } from '@sycee/sdk';

import { useWords } from '../../i18n/words.ts';
import { CellLink } from '../../ui/cell.tsx';

/** A row: send, top up or withdraw again; or send something back to who sent. */
export function GiveAgain({ order }: { readonly order: Order }) {
  const { t } = useWords('payments');
  const { kind, direction, counterparty, note } = order;
  const amount = decimalOf(parseMoney(order.amount)).replace(/\.00$/, '');
  if (kind === 'top_up') {
    return <CellLink to="/top-up" search={{ amount }} icon="top-up" label={t('again_top_up')} />;
  }
  if (kind === 'withdrawal') {
    return (
      <CellLink to="/withdraw" search={{ amount }} icon="withdraw" label={t('again_withdrawal')} />
    );
  }
  if (counterparty.party_id === null) return null;
  const isOut = direction === 'out';
  return (
    <CellLink
      to="/transfer/$partyId"
      params={{ partyId: counterparty.party_id }}
      search={isOut ? { amount, ...(note !== null && { note }) } : {}}
      icon="transfer"
      label={t(isOut ? 'send_again' : 'send_back', { name: counterparty.name })}
    />
  );
}
