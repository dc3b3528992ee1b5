// The linked cards: which is used first, and how to let one go.

import type { Card } from '@sycee/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank } from '../../bank.ts';
import { momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { cardsQuery } from '../../queries.ts';
import { CellButton, CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { PinEntry } from '../../ui/pin-entry.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { notify } from '../../ui/snackbar.tsx';
import { Empty, SkeletonRows } from '../../ui/states.tsx';
import { cardText } from './card-choice.tsx';
import './cards.css';

/** The cards screen. */
export function Cards() {
  const { t } = useWords('payments');
  const cards = useQuery(cardsQuery);
  const [open, setOpen] = useState<Card>();
  return (
    <Page title={t('cards')} back="/me">
      {cards.isPending && <SkeletonRows rows={2} />}
      {cards.isError && cards.data === undefined && (
        <ErrorBlock error={cards.error} onRetry={() => void cards.refetch()} />
      )}
      {cards.data?.length === 0 && (
        <Empty icon="card" title={t('no_card')}>
          <p>{t('no_card_why')}</p>
        </Empty>
      )}
      <ul className="stack">
        {cards.data?.map((card) => (
          <li key={card.id}>
            <BankCard card={card} onOpen={() => setOpen(card)} />
          </li>
        ))}
      </ul>
      <Group>
        <CellLink to="/cards/new" icon="plus" label={t('add_card')} />
      </Group>
      <CardSheet card={open} onClose={() => setOpen(undefined)} />
    </Page>
  );
}

function BankCard({ card, onOpen }: { readonly card: Card; readonly onOpen: () => void }) {
  const { t } = useWords('payments');
  return (
    <button type="button" className="bank-card" onClick={onOpen}>
      <span className="bank-card-head">
        <strong>{card.bank_name}</strong>
        {card.is_default && <span className="bank-card-tag">{t('default_card')}</span>}
      </span>
      <span className="bank-card-type">{t('debit_card')}</span>
      <span className="bank-card-number num">
        <span aria-hidden="true">•••• •••• •••• </span>
        {card.last4}
      </span>
    </button>
  );
}

type SheetProps = { readonly card: Card | undefined; readonly onClose: () => void };

function CardSheet({ card, onClose }: SheetProps) {
  const title = card === undefined ? '' : cardText(card);
  return (
    <Sheet open={card !== undefined} title={title} onClose={onClose}>
      {card && <CardActions card={card} onDone={onClose} />}
    </Sheet>
  );
}

function CardActions({ card, onDone }: { readonly card: Card; readonly onDone: () => void }) {
  const { t } = useWords('payments');
  const { language } = usePreferences();
  const queries = useQueryClient();
  const [unbinding, setUnbinding] = useState(false);
  const params = { card_id: card.id };
  const finish = (text: string) => {
    notify({ text, icon: 'check' });
    onDone();
    return queries.invalidateQueries({ queryKey: cardsQuery.queryKey });
  };
  const first = useMutation({
    mutationFn: () => bank.chooseDefaultCard({ params }),
    onSuccess: () => finish(t('default_set')),
  });
  const unbind = useMutation({
    mutationFn: (proof: string) => bank.unbindCard({ params, proof }),
    onSuccess: () => finish(t('card_unbound')),
    onError: () => setUnbinding(false),
  });
  if (unbinding) {
    return (
      <>
        <p className="soft">{t('unbind_why')}</p>
        <PinEntry onProof={(proof) => unbind.mutateAsync(proof).catch(() => undefined)} />
      </>
    );
  }
  return (
    <>
      <p className="soft small">{t('bound_at', { when: momentText(card.bound_at, language) })}</p>
      {first.isError && <ErrorBlock error={first.error} />}
      {unbind.isError && <ErrorBlock error={unbind.error} />}
      <Group>
        <CellButton
          icon="star"
          label={t(card.is_default ? 'is_default' : 'make_default')}
          disabled={card.is_default || first.isPending}
          value={card.is_default ? <Icon name="check" /> : undefined}
          onClick={() => first.mutate()}
        />
        <CellButton
          icon="trash"
          danger
          label={t('unbind')}
          detail={t('unbind_needs_pin')}
          onClick={() => setUnbinding(true)}
        />
      </Group>
      <Button block size="large" onClick={onDone}>
        {t('done')}
      </Button>
    </>
  );
}
