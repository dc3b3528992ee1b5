// Chooses a range of days: the usual ones by a tap, any other by its two ends.

import { addDays, parseBusinessDate, type BusinessDate } from '@sycee/kit';

import { useWords } from '../../i18n/words.ts';
import { Chips } from '../../ui/chips.tsx';
import { Field } from '../../ui/field.tsx';
import type { Period } from './period.ts';

const SPANS = { days_30: 29, days_90: 89, days_365: 364 } as const;
type Span = keyof typeof SPANS | 'own';

type Props = {
  readonly period: Period;
  readonly today: BusinessDate;
  readonly onPeriod: (period: Period) => void;
};

/** The picker. */
export function PeriodPicker({ period, today, onPeriod }: Props) {
  const { t } = useWords('deposits');
  const spans = Object.keys(SPANS) as (keyof typeof SPANS)[];
  const span: Span =
    spans.find((name) => period.to === today && period.from === addDays(today, -SPANS[name])) ??
    'own';
  const change = (end: keyof Period, text: string): void => {
    if (text !== '') onPeriod({ ...period, [end]: parseBusinessDate(text) });
  };
  return (
    <>
      <Chips<Span>
        label={t('period')}
        value={span}
        options={[...spans, 'own' as const].map((value) => ({ value, text: t(`span_${value}`) }))}
        onChoose={(next) => {
          const days = next === 'own' ? 6 : SPANS[next];
          onPeriod({ from: addDays(today, -days), to: today });
        }}
      />
      <div className="period-fields">
        <Field
          label={t('period_from')}
          type="date"
          value={period.from}
          max={today}
          onText={(text) => change('from', text)}
        />
        <Field
          label={t('period_to')}
          type="date"
          value={period.to}
          max={today}
          onText={(text) => change('to', text)}
        />
      </div>
    </>
  );
}
