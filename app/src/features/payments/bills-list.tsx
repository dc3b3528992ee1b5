// The list of the bills: months with their totals, and more of them as one reads on.

import type { Order } from '@sycee/sdk';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { InfiniteScroll } from 'antd-mobile';

import { monthText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { monthQuery, ordersQuery, type OrderFilter } from '../../queries.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Empty, SkeletonRows } from '../../ui/states.tsx';
import { byMonth } from './by-month.ts';
import { OrderRow } from './order-row.tsx';

/** The orders that match. */
export function BillsList({ filter }: { readonly filter: OrderFilter }) {
  const { t } = useWords('payments');
  const orders = useInfiniteQuery(ordersQuery(filter));
  const isNarrowed = Object.keys(filter).length > 0;
  if (orders.isPending) return <SkeletonRows rows={8} />;
  if (orders.isError && orders.data === undefined) {
    return <ErrorBlock error={orders.error} onRetry={() => void orders.refetch()} />;
  }
  const items = orders.data.pages.flatMap((page) => page.items);
  return (
    <>
      <p className="visually-hidden" role="status">
        {t('bills_count', { count: items.length })}
      </p>
      {items.length === 0 ? (
        <Empty
          icon={isNarrowed ? 'search' : 'bills'}
          title={t(isNarrowed ? 'bills_none_match' : 'feed_empty')}
        >
          <p className="small">{t(isNarrowed ? 'bills_none_match_why' : 'feed_empty_why')}</p>
        </Empty>
      ) : (
        <>
          {byMonth(items).map(({ month, orders: ofMonth }) => (
            <MonthSection key={month} month={month} orders={ofMonth} hasTotals={!isNarrowed} />
          ))}
          <More orders={orders} />
        </>
      )}
    </>
  );
}

type MoreProps = {
  readonly orders: {
    readonly hasNextPage: boolean;
    readonly fetchNextPage: (options: { throwOnError: true }) => Promise<unknown>;
  };
};

function More({ orders }: MoreProps) {
  const { t } = useWords('payments');
  return (
    <InfiniteScroll
      hasMore={orders.hasNextPage}
      loadMore={async () => {
        await orders.fetchNextPage({ throwOnError: true });
      }}
    >
      {(hasMore, failed, retry) => (
        <div className="bills-end">
          {failed ? (
            <button type="button" className="bare text-button" onClick={retry}>
              {t('bills_more_failed')}
            </button>
          ) : (
            <span>{t(hasMore ? 'bills_more' : 'bills_end')}</span>
          )}
        </div>
      )}
    </InfiniteScroll>
  );
}

type SectionProps = {
  readonly month: string;
  readonly orders: readonly Order[];
  /** Totals are of the whole month, so they show only where the whole month does. */
  readonly hasTotals: boolean;
};

function MonthSection({ month, orders, hasTotals }: SectionProps) {
  const { t } = useWords('payments');
  const { language } = usePreferences();
  const summary = useQuery({ ...monthQuery(month), enabled: hasTotals });
  return (
    <section>
      <Link to="/bills/$month" params={{ month }} className="month-head">
        <h2>
          {monthText(month, language)}
          <Icon name="next" size={16} />
        </h2>
        {hasTotals && summary.data && (
          <p className="month-head-sums">
            <span>
              {t('direction_in')} <AmountText of={summary.data.in} sign="in" />
            </span>
            <span>
              {t('direction_out')} <AmountText of={summary.data.out} sign="out" />
            </span>
          </p>
        )}
      </Link>
      <div className="group-card">
        {orders.map((order) => (
          <OrderRow key={order.id} order={order} />
        ))}
      </div>
    </section>
  );
}
