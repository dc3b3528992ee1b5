// What top-up and withdrawal share: they need a linked card, an amount, and a commitment.

import type { Card } from '@sycee/sdk';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';

import { useWords } from '../../i18n/words.ts';
import { cardsQuery } from '../../queries.ts';
import { CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, SkeletonRows } from '../../ui/states.tsx';

type Props = {
  readonly title: string;
  readonly children: (
    card: Card,
    cards: readonly Card[],
    choose: (card: Card) => void,
  ) => ReactNode;
};

/** The screen once there is a card; the way to one before. */
export function CardScreen({ title, children }: Props) {
  const { t } = useWords('payments');
  const cards = useQuery(cardsQuery);
  const [chosen, setChosen] = useState<Card['id']>();
  const card =
    cards.data?.find(({ id }) => id === chosen) ??
    cards.data?.find(({ is_default: isDefault }) => isDefault) ??
    cards.data?.[0];
  if (card !== undefined) return children(card, cards.data ?? [], ({ id }) => setChosen(id));
  return (
    <Page title={title} back="/wallet">
      {cards.isPending && <SkeletonRows rows={2} />}
      {cards.isError && <ErrorBlock error={cards.error} onRetry={() => void cards.refetch()} />}
      {cards.isSuccess && (
        <>
          <Empty icon="card" title={t('no_card')}>
            <p>{t('no_card_why')}</p>
          </Empty>
          <Group>
            <CellLink to="/cards/new" icon="plus" label={t('add_card')} />
          </Group>
        </>
      )}
    </Page>
  );
}
