// The statement of a range of days: on the screen, and as a file to keep.

import { addDays, parseBusinessDate, type BusinessDate } from '@sycee/kit';
import type { Account } from '@sycee/sdk';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { dayText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { accountsQuery, clockQuery } from '../../queries.ts';
import { MaskToggle } from '../../ui/amount-text.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { useOnline } from '../../ui/online.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { PeriodPicker } from './period-picker.tsx';
import { periodProblem, SPANS, type Period } from './period.ts';
import { saveStatement, type FileForm } from './save-statement.ts';
import { StatementLines } from './statement-lines.tsx';
import './statement.css';

/** The statement screen. */
export function StatementScreen() {
  const { t } = useWords('deposits');
  const accounts = useQuery(accountsQuery);
  const clock = useQuery(clockQuery);
  const { account: named } = useSearch({ from: '/member/statement' });
  const account = accounts.data?.find(({ id }) => id === named) ?? accounts.data?.[0];
  const error = clock.error ?? accounts.error;
  const retry = (): void => {
    void clock.refetch();
    void accounts.refetch();
  };
  return (
    <Page title={t('statement')} back="/wallet" action={<MaskToggle />}>
      {account !== undefined && clock.data !== undefined ? (
        <Statement account={account} today={parseBusinessDate(clock.data.business_date)} />
      ) : error === null ? (
        <SkeletonRows rows={5} />
      ) : (
        <ErrorBlock error={error} onRetry={retry} />
      )}
    </Page>
  );
}

type Props = { readonly account: Account; readonly today: BusinessDate };

function Statement({ account, today }: Props) {
  const { t } = useWords('deposits');
  const { language } = usePreferences();
  const [period, setPeriod] = useState<Period>({
    from: addDays(today, 1 - SPANS.days_30),
    to: today,
  });
  const problem = periodProblem(period, today);
  return (
    <>
      <PeriodPicker period={period} today={today} onPeriod={setPeriod} />
      {problem === undefined ? (
        <>
          <p className="statement-days">
            {dayText(period.from, language)} – {dayText(period.to, language)}
          </p>
          <StatementLines account={account} period={period}>
            <Files account={account} period={period} />
          </StatementLines>
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
