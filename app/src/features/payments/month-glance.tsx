// This month in one row of the wallet, on the way to the month view.

import { useQuery } from '@tanstack/react-query';

import { monthText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { clockQuery, monthQuery } from '../../queries.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { CellLink, Group } from '../../ui/cell.tsx';

/** What came in and went out since the first of the month. */
export function MonthGlance() {
  const { t } = useWords('payments');
  const { language } = usePreferences();
  const month = useQuery(clockQuery).data?.business_date.slice(0, 7);
  const { data: sums } = useQuery({ ...monthQuery(month ?? ''), enabled: month !== undefined });
  if (month === undefined || sums === undefined || sums.count === 0) return null;
  return (
    <Group>
      <CellLink
        to="/bills/$month"
        params={{ month }}
        icon="month"
        label={t('month_so_far', { month: monthText(month, language) })}
        detail={
          <span className="glance">
            <span>
              {t('month_in')} <AmountText of={sums.in} sign="in" />
            </span>
            <span>
              {t('month_out')} <AmountText of={sums.out} sign="out" />
            </span>
          </span>
        }
      />
    </Group>
  );
}
