// Chooses a range of days: the usual ones by a tap, any other by its two ends.

import { addDays, parseBusinessDate, type BusinessDate } from '@sycee/kit';
import { useState } from 'react';

import { useWords } from '../../i18n/words.ts';
import { Chips } from '../../ui/chips.tsx';
import { Field } from '../../ui/field.tsx';
import { SPANS, type Period, type Span } from './period.ts';

type Props = {
  readonly period: Period;
  readonly today: BusinessDate;
  readonly onPeriod: (period: Period) => void;
};

/** The picker. */
export function PeriodPicker({ period, today, onPeriod }: Props) {
  const { t } = useWords('deposits');
  const [span, setSpan] = useState<Span | 'own'>('days_30');
  const spans = Object.keys(SPANS) as Span[];
  const choose = (next: Span | 'own'): void => {
    setSpan(next);
    if (next !== 'own') onPeriod({ from: addDays(today, 1 - SPANS[next]), to: today });
  };
  const change = (end: keyof Period, text: string): void => {
    if (text !== '') onPeriod({ ...period, [end]: parseBusinessDate(text) });
  };
  return (
    <>
      <Chips<Span | 'own'>
        label={t('period')}
        value={span}
        options={[...spans, 'own' as const].map((value) => ({ value, text: t(`span_${value}`) }))}
        onChoose={choose}
      />
      {span === 'own' && (
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
      )}
    </>
  );
}
