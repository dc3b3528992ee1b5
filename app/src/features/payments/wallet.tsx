// The wallet: what one has, what one can do with it, what waits for an answer, what happened last.

import { useQuery } from '@tanstack/react-query';

import { useWords } from '../../i18n/words.ts';
import { accountsQuery, cardsQuery, feedQuery } from '../../queries.ts';
import { CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, SkeletonRows } from '../../ui/states.tsx';
import { FrozenBand } from '../parties/security/freeze-parts.tsx';
import { HeroCard, HeroSkeleton } from './hero-card.tsx';
import { TextLink } from './links.tsx';
import { MonthGlance } from './month-glance.tsx';
import { OrderRow } from './order-row.tsx';
import { WaitingTransfers } from './waiting-transfers.tsx';
import { WalletActions } from './wallet-actions.tsx';
import './wallet.css';

/** The Wallet tab. */
export function Wallet() {
  const { t } = useWords('payments');
  const accounts = useQuery(accountsQuery);
  const cards = useQuery(cardsQuery);
  const account = accounts.data?.[0];
  return (
    <Page title={t('wallet')} large>
      <FrozenBand />
      {account !== undefined && <HeroCard account={account} />}
      {account === undefined && accounts.isError && (
        <ErrorBlock error={accounts.error} onRetry={() => void accounts.refetch()} />
      )}
      {account === undefined && !accounts.isError && <HeroSkeleton />}
      <WalletActions />
      {cards.data?.length === 0 && (
        <Group>
          <CellLink
            to="/cards/new"
            icon="card"
            label={t('nudge_card')}
            detail={t('nudge_card_why')}
          />
        </Group>
      )}
      <WaitingTransfers />
      <MonthGlance />
      <Feed />
    </Page>
  );
}

function Feed() {
  const { t } = useWords('payments');
  const feed = useQuery(feedQuery);
  const orders = feed.data;
  const all = (
    <TextLink to="/bills" icon="next">
      {t('see_all')}
    </TextLink>
  );
  return (
    <Group title={t('recent')} action={orders?.length ? all : undefined}>
      {orders === undefined && feed.isError && (
        <ErrorBlock error={feed.error} onRetry={() => void feed.refetch()} />
      )}
      {orders === undefined && !feed.isError && <SkeletonRows rows={5} />}
      {orders?.length === 0 && (
        <Empty icon="wallet" title={t('feed_empty')}>
          <p className="small">{t('feed_empty_why')}</p>
        </Empty>
      )}
      {orders?.map((order) => (
        <OrderRow key={order.id} order={order} />
      ))}
    </Group>
  );
}
