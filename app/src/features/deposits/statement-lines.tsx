// What a statement says: the balance before, every movement with the balance after it, and the
// balance at the end.

import type { Account, Statement, StatementLine } from '@sycee/sdk';
import { useInfiniteQuery } from '@tanstack/react-query';
import { InfiniteScroll } from 'antd-mobile';
import type { ReactNode } from 'react';

import { momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { statementQuery, type OrderId } from '../../queries.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Cell, CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Empty, SkeletonRows } from '../../ui/states.tsx';
import type { Period } from './period.ts';

type Props = {
  readonly account: Account;
  readonly period: Period;
  /** Stands between the sums and the movements. */
  readonly children: ReactNode;
};

/** Sums and movements of a period. */
export function StatementLines({ account, period, children }: Props) {
  const { t } = useWords('deposits');
  const pages = useInfiniteQuery(statementQuery(account.id, period.from, period.to));
  const [first] = pages.data?.pages ?? [];
  if (pages.isError && first === undefined) {
    return <ErrorBlock error={pages.error} onRetry={() => void pages.refetch()} />;
  }
  if (first === undefined) return <SkeletonRows rows={6} />;
  const lines = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Sums statement={first} />
      {children}
      {lines.length === 0 ? (
        <Empty icon="statement" title={t('no_lines')} />
      ) : (
        <Group title={t('lines')}>
          {lines.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </Group>
      )}
      <InfiniteScroll
        hasMore={pages.hasNextPage}
        loadMore={async () => {
          await pages.fetchNextPage({ throwOnError: true });
        }}
      >
        {(hasMore, failed, retry) =>
          failed ? (
            <button type="button" className="bare text-button" onClick={retry}>
              {t('more_failed')}
            </button>
          ) : (
            <span className="soft small">{hasMore ? t('more') : lines.length > 0 && t('end')}</span>
          )
        }
      </InfiniteScroll>
    </>
  );
}

function Sums({ statement }: { readonly statement: Statement }) {
  const { t } = useWords('deposits');
  return (
    <dl className="statement-sums">
      <div>
        <dt>{t('opening')}</dt>
        <dd>
          <AmountText of={statement.opening} />
        </dd>
      </div>
      <div>
        <dt>{t('total_in')}</dt>
        <dd>
          <AmountText of={statement.total_in} sign="in" />
        </dd>
      </div>
      <div>
        <dt>{t('total_out')}</dt>
        <dd>
          <AmountText of={statement.total_out} sign="out" />
        </dd>
      </div>
      <div className="statement-closing">
        <dt>{t('closing')}</dt>
        <dd>
          <AmountText of={statement.closing} size="figure" />
        </dd>
      </div>
    </dl>
  );
}

/** A movement; it leads to its receipt where it has one. */
function Line({ line }: { readonly line: StatementLine }) {
  const { t } = useWords('deposits');
  const { language } = usePreferences();
  const who = line.kind === 'transfer' || line.kind === 'other' ? line.counterparty : null;
  const card = line.kind === 'top_up' || line.kind === 'withdrawal' ? line.counterparty : null;
  const content = {
    label: who ?? [t(`kind_${line.kind}`), card].filter(Boolean).join(' · '),
    detail: (
      <span className="statement-detail num">
        {momentText(line.at, language, 'short')}
        {line.note !== null && ` · ${line.note}`}
      </span>
    ),
    value: (
      <span className="statement-value">
        <AmountText of={line.amount} sign={line.direction} />
        <span className="soft small">
          <span className="visually-hidden">{t('balance_after')}</span>
          <AmountText of={line.balance_after} />
        </span>
      </span>
    ),
  };
  return line.order_id === null ? (
    <Cell {...content} />
  ) : (
    <CellLink to="/orders/$orderId" params={{ orderId: line.order_id as OrderId }} {...content} />
  );
}
