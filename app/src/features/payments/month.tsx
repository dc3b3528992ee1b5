// A month at a glance: what came in and went out, by kind and by day, beside the month before.

import type { Month } from '@sycee/sdk';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';

import { monthsFrom, monthText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { clockQuery, monthQuery } from '../../queries.ts';
import { AmountText, MaskToggle } from '../../ui/amount-text.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, SkeletonRows } from '../../ui/states.tsx';
import { ByDay, ByKind, Compared } from './month-charts.tsx';
import './month.css';

const route = getRouteApi('/member/bills/$month');

/** The month screen. */
export function MonthScreen() {
  const { t } = useWords('payments');
  const { month } = route.useParams();
  const summary = useQuery(monthQuery(month));
  const today = useQuery(clockQuery).data?.business_date;
  return (
    <Page title={t('month')} back="/bills" action={<MaskToggle />}>
      <MonthSwitch month={month} thisMonth={today?.slice(0, 7)} />
      {summary.isPending && <SkeletonRows rows={5} />}
      {summary.isError && summary.data === undefined && (
        <ErrorBlock error={summary.error} onRetry={() => void summary.refetch()} />
      )}
      {summary.data && <Summary summary={summary.data} today={today} />}
    </Page>
  );
}

type SwitchProps = { readonly month: string; readonly thisMonth: string | undefined };

function MonthSwitch({ month, thisMonth }: SwitchProps) {
  const { t } = useWords('payments');
  const { language } = usePreferences();
  const next = monthsFrom(month, 1);
  const isFuture = thisMonth === undefined || next > thisMonth;
  return (
    <nav className="month-switch" aria-label={t('filter_month')}>
      <Link
        to="/bills/$month"
        params={{ month: monthsFrom(month, -1) }}
        replace
        aria-label={t('month_before')}
      >
        <Icon name="back" size={20} />
      </Link>
      <p aria-live="polite">{monthText(month, language)}</p>
      <Link
        to="/bills/$month"
        params={{ month: next }}
        replace
        disabled={isFuture}
        aria-label={t('month_after')}
      >
        <Icon name="next" size={20} />
      </Link>
    </nav>
  );
}

type SummaryProps = { readonly summary: Month; readonly today: string | undefined };

function Summary({ summary, today }: SummaryProps) {
  const { t } = useWords('payments');
  const { language } = usePreferences();
  if (summary.count === 0) {
    return (
      <>
        <Empty icon="month" title={t('month_empty')}>
          <p className="small">
            {t('month_empty_why', { month: monthText(summary.month, language) })}
          </p>
        </Empty>
        <Compared summary={summary} today={today} />
      </>
    );
  }
  return (
    <>
      <dl className="month-sums">
        <div>
          <dt>{t('direction_in')}</dt>
          <dd>
            <AmountText of={summary.in} sign="in" size="figure" />
          </dd>
        </div>
        <div>
          <dt>{t('direction_out')}</dt>
          <dd>
            <AmountText of={summary.out} sign="out" size="figure" />
          </dd>
        </div>
      </dl>
      <Compared summary={summary} today={today} />
      <ByKind summary={summary} />
      <ByDay summary={summary} today={today} />
    </>
  );
}
