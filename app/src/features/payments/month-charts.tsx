// The parts of the month view: a sentence with its arithmetic, shares by kind, sums by day.

import { parseMoney } from '@sycee/kit';
import type { Month } from '@sycee/sdk';
import { useState } from 'react';

import { dayText, monthText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Group } from '../../ui/cell.tsx';
import { DayBars, Donut } from '../../ui/charts.tsx';
import { Chips } from '../../ui/chips.tsx';
import { useAmountWords } from '../../ui/use-amount-words.ts';
import { TextLink } from './links.tsx';
import { monthRange } from './by-month.ts';
import { daysInMonth, daysOf, insightOf } from './month-insight.ts';

type Props = { readonly summary: Month; readonly today: string | undefined };

/** This month beside the one before, as two bars and as a sentence. */
export function Compared({ summary, today }: Props) {
  const { t } = useWords('payments');
  const { language } = usePreferences();
  const words = useAmountWords();
  const insight = insightOf(summary);
  if (insight === undefined) return null;
  const texts = {
    before: monthText(summary.previous.month, language),
    now: words(summary.out),
    earlier: words(summary.previous.out),
    percent: 'percent' in insight ? insight.percent : '0',
    sign: insight.kind === 'more' ? '+' : '\u2212',
  };
  const isOver = today === undefined || !today.startsWith(summary.month);
  return (
    <Group title={t('compared', { month: texts.before })}>
      <div className="compared">
        <p className="compared-words">{t(`insight_${insight.kind}`, texts)}</p>
        {'percent' in insight && <p className="soft num compared-sum">{t('insight_sum', texts)}</p>}
        <TwoBars summary={summary} />
        {!isOver && <p className="soft small">{t('insight_so_far')}</p>}
      </div>
    </Group>
  );
}

function TwoBars({ summary }: { readonly summary: Month }) {
  const { language } = usePreferences();
  const now = parseMoney(summary.out).minor;
  const before = parseMoney(summary.previous.out).minor;
  const largest = now > before ? now : before;
  const width = (amount: bigint): string =>
    `${largest === 0n ? 0 : Number((amount * 1000n) / largest) / 10}%`;
  const rows = [
    { month: summary.month, amount: summary.out, width: width(now), look: 'now' },
    {
      month: summary.previous.month,
      amount: summary.previous.out,
      width: width(before),
      look: 'before',
    },
  ];
  return (
    <dl className="two-bars">
      {rows.map(({ month, amount, width: wide, look }) => (
        <div key={month}>
          <dt>{monthText(month, language)}</dt>
          <dd>
            <AmountText of={amount} />
          </dd>
          <span className={`two-bars-bar two-bars-${look}`} aria-hidden="true">
            <span style={{ width: wide }} />
          </span>
        </div>
      ))}
    </dl>
  );
}

type Direction = 'in' | 'out';

/** The ring of one direction; each kind leads to its bills. */
export function ByKind({ summary }: { readonly summary: Month }) {
  const { t } = useWords('payments');
  const [chosen, setDirection] = useState<Direction>();
  const direction = chosen ?? (summary.out.minor === '0' ? 'in' : 'out');
  const parts = summary.by_kind.filter((part) => part.direction === direction);
  return (
    <Group title={t('by_kind')}>
      <div className="by-kind">
        <Chips<Direction>
          label={t('filter_direction')}
          value={direction}
          onChoose={setDirection}
          options={[
            { value: 'out', text: t('direction_out') },
            { value: 'in', text: t('direction_in') },
          ]}
        />
        <Donut
          slices={parts.map(({ kind, amount }) => ({ label: t(`kind_${kind}`), amount }))}
          centre={
            <>
              <span className="soft">{t(`direction_${direction}`)}</span>
              <strong>
                <AmountText of={summary[direction]} />
              </strong>
            </>
          }
        />
        <ul className="by-kind-links">
          {parts.map(({ kind, count }) => (
            <li key={kind}>
              <TextLink
                to="/bills"
                search={{ kind, direction, state: 'succeeded', ...monthRange(summary.month) }}
                icon="next"
              >
                {t('kind_bills', { kind: t(`kind_${kind}`), count })}
              </TextLink>
            </li>
          ))}
        </ul>
      </div>
    </Group>
  );
}

/** The bars of the days so far. */
export function ByDay({ summary, today }: Props) {
  const { t } = useWords('payments');
  const { language } = usePreferences();
  const isNow = today !== undefined && today.startsWith(summary.month);
  const lastDay = isNow ? Number(today.slice(8)) : daysInMonth(summary.month);
  const days = daysOf(summary, lastDay).map((day) => ({
    date: day.date,
    in: day.in,
    out: day.out,
    label: dayText(day.date, language, 'dayOfMonth'),
  }));
  return (
    <Group title={t('by_day')}>
      <DayBars
        days={days}
        caption={t('by_day_caption')}
        inText={t('direction_in')}
        outText={t('direction_out')}
        dayText={t('day')}
      />
    </Group>
  );
}
