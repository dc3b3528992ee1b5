// Two small charts of our own. The picture is decoration for those who see it; the table beside it
// carries the same figures for everyone, and is the chart's accessible form.

import { parseMoney, type WireMoney } from '@sycee/kit';
import { useState, type ReactNode } from 'react';

import { useWords } from '../i18n/words.ts';
import { AmountText } from './amount-text.tsx';
import { arcs, barHeights } from './chart-shapes.ts';
import './charts.css';

export type Slice = { readonly label: string; readonly amount: WireMoney };

/** Shares of a whole as a ring, with a legend that names every share. */
export function Donut({ slices, centre }: { slices: readonly Slice[]; centre: ReactNode }) {
  const shapes = arcs(slices.map(({ amount }) => parseMoney(amount).minor));
  return (
    <div className="donut">
      <div className="donut-ring">
        <svg viewBox="0 0 120 120" aria-hidden="true">
          <circle className="donut-ground" cx="60" cy="60" r="48" />
          {shapes.map(({ dash, offset }, index) => (
            <circle
              key={slices[index]?.label}
              className={`donut-arc chart-${(index % 6) + 1}`}
              cx="60"
              cy="60"
              r="48"
              pathLength="1000"
              strokeDasharray={dash}
              strokeDashoffset={offset}
            />
          ))}
        </svg>
        <div className="donut-centre">{centre}</div>
      </div>
      <ul className="legend">
        {slices.map(({ label, amount }, index) => (
          <li key={label}>
            <span className={`legend-mark chart-${(index % 6) + 1}`} aria-hidden="true" />
            <span className="legend-label">{label}</span>
            <AmountText of={amount} />
          </li>
        ))}
      </ul>
    </div>
  );
}

export type DayBar = {
  readonly date: string;
  readonly label: string;
  readonly in: WireMoney;
  readonly out: WireMoney;
};

type BarsProps = {
  readonly days: readonly DayBar[];
  readonly caption: string;
  readonly inText: string;
  readonly outText: string;
  readonly dayText: string;
};

/** Money in (up) and out (down) by day, or the same as a table. */
export function DayBars({ days, caption, inText, outText, dayText }: BarsProps) {
  const { t } = useWords('ui');
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="bars">
      <figcaption className="bars-head">
        <span>{caption}</span>
        <button
          type="button"
          className="bare text-button"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {t('show_table')}
        </button>
      </figcaption>
      {!asTable && <BarsPicture days={days} inText={inText} outText={outText} />}
      <div className={asTable ? '' : 'visually-hidden'}>
        <table className="bars-table">
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{dayText}</th>
              <th scope="col">{inText}</th>
              <th scope="col">{outText}</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.date}>
                <th scope="row">{day.label}</th>
                <td>
                  <DaySum of={day.in} sign="in" />
                </td>
                <td>
                  <DaySum of={day.out} sign="out" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

/** A dash where nothing moved keeps the days that matter in sight. */
function DaySum({ of, sign }: { readonly of: WireMoney; readonly sign: 'in' | 'out' }) {
  return of.minor === '0' ? <span className="soft">–</span> : <AmountText of={of} sign={sign} />;
}

function BarsPicture({ days, inText, outText }: Pick<BarsProps, 'days' | 'inText' | 'outText'>) {
  const heights = barHeights(
    days.map((day) => ({ up: parseMoney(day.in).minor, down: parseMoney(day.out).minor })),
    44,
  );
  const step = 310 / Math.max(days.length, 1);
  return (
    <div aria-hidden="true">
      <svg className="bars-picture" viewBox="0 0 310 96">
        <line x1="0" x2="310" y1="48" y2="48" />
        {heights.map(({ up, down }, index) => (
          <g key={days[index]?.date} transform={`translate(${index * step + step / 2 - 3} 0)`}>
            <rect className="bar-in" width="6" height={up} y={46 - up} rx="2" />
            <rect className="bar-out" width="6" height={down} y={50} rx="2" />
          </g>
        ))}
      </svg>
      <div className="bars-axis">
        <span>{days[0]?.label}</span>
        <span>{days.length > 1 && days.at(-1)?.label}</span>
      </div>
      <div className="bars-legend">
        <span className="bar-key bar-key-in">↑ {inText}</span>
        <span className="bar-key bar-key-out">↓ {outText}</span>
      </div>
    </div>
  );
}
