// The statement of a range of days: on the screen, and as a file to keep.

import { addDays, parseBusinessDate, type BusinessDate } from '@sycee/kit';
import type { Account } from '@sycee/sdk';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Button, InfiniteScroll } from 'antd-mobile';
import { useState } from 'react';

import { dayText, momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { accountsQuery, clockQuery, statementQuery } from '../../queries.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Cell, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { useOnline } from '../../ui/online.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, SkeletonRows } from '../../ui/states.tsx';
import { PeriodPicker } from './period-picker.tsx';
import { periodProblem, type Period } from './period.ts';
import { saveStatement, type FileForm } from './save-statement.ts';
import './statement.css';

const FIRST_DAYS = 29;

/** The statement screen. */
export function StatementScreen() {
  const { t } = useWords('deposits');
  const account = useQuery(accountsQuery).data?.[0];
  const clock = useQuery(clockQuery);
  return (
    <Page title={t('statement')} back="/wallet">
      {clock.isError && clock.data === undefined && (
        <ErrorBlock error={clock.error} onRetry={() => void clock.refetch()} />
      )}
      {account === undefined || clock.data === undefined ? (
        <SkeletonRows rows={4} />
      ) : (
        <Statement account={account} today={parseBusinessDate(clock.data.business_date)} />
      )}
    </Page>
  );
}

type Props = { readonly account: Account; readonly today: BusinessDate };

function Statement({ account, today }: Props) {
  const { t } = useWords('deposits');
  const { language } = usePreferences();
  const [period, setPeriod] = useState<Period>({ from: addDays(today, -FIRST_DAYS), to: today });
  const problem = periodProblem(period, today);
  return (
    <>
      <PeriodPicker period={period} today={today} onPeriod={setPeriod} />
      {problem === undefined ? (
        <>
          <Files account={account} period={period} />
          <p className="soft small">
            {dayText(period.from, language)} – {dayText(period.to, language)}
          </p>
          <Lines account={account} period={period} />
        </>
      ) : (
        <p className="field-problem" role="alert">
          {t(`period_${problem}`)}
        </p>
      )}
    </>
  );
}

type PartProps = { readonly account: Account; readonly period: Period };

function Files({ account, period }: PartProps) {
  const { t } = useWords('deposits');
  const { language } = usePreferences();
  const online = useOnline();
  const save = useMutation({
    mutationFn: (form: FileForm) => saveStatement(account, period, language, form),
  });
  return (
    <>
      <div className="statement-files">
        {(['pdf', 'csv'] as const).map((form) => (
          <Button
            key={form}
            disabled={!online}
            loading={save.isPending && save.variables === form}
            onClick={() => save.mutate(form)}
          >
            {t(`save_${form}`)}
          </Button>
        ))}
      </div>
      {save.isError && <ErrorBlock error={save.error} />}
    </>
  );
}

function Lines({ account, period }: PartProps) {
  const { t } = useWords('deposits');
  const { language } = usePreferences();
  const pages = useInfiniteQuery(statementQuery(account.id, period.from, period.to));
  const [first] = pages.data?.pages ?? [];
  if (pages.isError && first === undefined) {
    return <ErrorBlock error={pages.error} onRetry={() => void pages.refetch()} />;
  }
  if (first === undefined) return <SkeletonRows rows={5} />;
  const lines = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Group>
        <Cell label={t('opening')} value={<AmountText of={first.opening} />} />
        <Cell label={t('total_in')} value={<AmountText of={first.total_in} sign="in" />} />
        <Cell label={t('total_out')} value={<AmountText of={first.total_out} sign="out" />} />
        <Cell
          label={t('closing')}
          value={
            <strong>
              <AmountText of={first.closing} />
            </strong>
          }
        />
      </Group>
      {lines.length === 0 && <Empty icon="statement" title={t('no_lines')} />}
      <Group>
        {lines.map((line) => (
          <Cell
            key={line.id}
            label={line.counterparty ?? line.kind}
            detail={
              <span className="num">
                {momentText(line.at, language, 'short')}
                {line.note !== null && ` · ${line.note}`}
              </span>
            }
            value={
              <span className="statement-value">
                <AmountText of={line.amount} sign={line.direction} />
                <span className="soft small">
                  <AmountText of={line.balance_after} />
                </span>
              </span>
            }
          />
        ))}
      </Group>
      <InfiniteScroll
        hasMore={pages.hasNextPage}
        loadMore={async () => {
          await pages.fetchNextPage({ throwOnError: true });
        }}
      >
        {(hasMore) => <span className="soft small">{hasMore ? t('more') : t('end')}</span>}
      </InfiniteScroll>
    </>
  );
}
